"""Every group of pages of the web door."""

from verifier.web.account.views import door as account
from verifier.web.admin.views import door as admin
from verifier.web.queue.views import door as queue
from verifier.web.queue.views import sign_off_door

ALL = (account, admin, queue, sign_off_door)
