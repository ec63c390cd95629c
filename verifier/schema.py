"""Every room's tables by name, for migrations and tests, and the words for every constraint they bear."""

from sqlalchemy import MetaData

from verifier.accounts import models as accounts
from verifier.archive import models as archive
from verifier.articles import models as articles
from verifier.audit import models as audit
from verifier.kernel.db import Base
from verifier.learning import models as learning
from verifier.matching import actions_earlier as keeping
from verifier.matching import models_earlier as earlier
from verifier.newsroom import models as newsroom
from verifier.provenance import models as provenance
from verifier.sources import models as sources
from verifier.tickets import models as tickets
from verifier.verdicts import models as verdicts

ROOMS = (audit, accounts, newsroom, learning, sources, archive, articles, tickets, provenance, verdicts, earlier)

METADATA: MetaData = Base.metadata

REFUSALS: dict[str, str] = {name: text for room in ROOMS for name, text in room.REFUSALS.items()}

keeping.watch()  # whoever knows the tables keeps the index of claims true
