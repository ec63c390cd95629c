"""Every group of pages of the web door."""

from verifier.web.account.views import door as account
from verifier.web.public.views import corrections_door
from verifier.web.public.views import door as public
from verifier.web.queue.views import door as queue
from verifier.web.queue.views import sign_off_door

ALL = (account, corrections_door, public, queue, sign_off_door)
