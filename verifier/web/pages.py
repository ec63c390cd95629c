"""Every group of pages of the web door."""

from verifier.web.account.views import door as account
from verifier.web.queue.views import door as queue
from verifier.web.queue.views import sign_off_door
from verifier.web.workbench.routes import door as workbench

ALL = (account, queue, sign_off_door, workbench)
