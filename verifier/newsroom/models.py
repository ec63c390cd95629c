"""Rows of the newsroom."""

from datetime import datetime

from sqlalchemy import CheckConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from verifier.kernel.db import Base

REFUSALS = {"ck_newsroom_one": "There is one newsroom only."}


class NewsroomRow(Base):
    """The one row of the newsroom's settings; absent until somebody changes one."""

    __tablename__ = "newsroom"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    auto_publish: Mapped[bool]
    single_sign_off: Mapped[bool]
    requires_factor: Mapped[bool] = mapped_column(
        server_default=false(), default=False, comment="of editors and admins: a second factor"
    )
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
