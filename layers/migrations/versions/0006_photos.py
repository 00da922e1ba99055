"""Photos of people, by the hash of their content."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("person", sa.Column("photo", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "photo")
