"""Every group of pages of the web door."""

from verifier.web.account.views import door as account
from verifier.web.admin.views import door as admin
from verifier.web.articles.intake import door as intake
from verifier.web.articles.originals import door as evidence
from verifier.web.articles.surveying import door as survey
from verifier.web.articles.views import door as articles
from verifier.web.earlier.views import door as earlier
from verifier.web.holds.views import door as holds
from verifier.web.overlap.articles import door as alike
from verifier.web.overlap.tickets import door as overlap
from verifier.web.public.views import corrections_door, terms_door
from verifier.web.public.views import door as public
from verifier.web.queue.views import door as queue
from verifier.web.queue.views import sign_off_door
from verifier.web.reports.views import door as reports
from verifier.web.search.views import door as search
from verifier.web.sources.routes import door as sources
from verifier.web.styleguide import door as styleguide
from verifier.web.workbench.routes import door as workbench

ALL = (
    account,
    admin,
    alike,
    articles,
    corrections_door,
    earlier,
    evidence,
    holds,
    intake,
    overlap,
    public,
    queue,
    reports,
    search,
    sign_off_door,
    sources,
    styleguide,
    survey,
    terms_door,
    workbench,
)
