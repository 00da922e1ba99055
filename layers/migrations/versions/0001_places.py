"""The town, its communities and its base layers."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "town",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_town_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_town")),
        sa.UniqueConstraint("code", name=op.f("uq_town_code")),
    )
    op.create_geospatial_table(
        "community",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("outline", Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
        sa.UniqueConstraint("code", name=op.f("uq_community_code")),
    )
    op.create_geospatial_index("idx_community_outline", "community", ["outline"], postgresql_using="gist")
    op.create_geospatial_table(
        "street",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("is_bridge", sa.Boolean(), nullable=False),
        sa.Column(
            "geom",
            Geometry("MULTILINESTRING", srid=4326, spatial_index=False, nullable=False),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_street")),
        sa.UniqueConstraint("external_id", name=op.f("uq_street_external_id")),
    )
    op.create_geospatial_index("idx_street_geom", "street", ["geom"], postgresql_using="gist")
    op.create_geospatial_table(
        "water",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column(
            "geom", Geometry("MULTIPOLYGON", srid=4326, spatial_index=False, nullable=False), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_water")),
        sa.UniqueConstraint("external_id", name=op.f("uq_water_external_id")),
    )
    op.create_geospatial_index("idx_water_geom", "water", ["geom"], postgresql_using="gist")
    op.create_geospatial_table(
        "block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("use", sa.String(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("residents", sa.Integer(), nullable=True),
        sa.Column(
            "geom", Geometry("MULTIPOLYGON", srid=4326, spatial_index=False, nullable=False), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("code", name=op.f("uq_block_code")),
    )
    op.create_geospatial_index("idx_block_geom", "block", ["geom"], postgresql_using="gist")
    op.create_geospatial_table(
        "building",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("block_code", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("use", sa.String(), nullable=True),
        sa.Column("floors", sa.Integer(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column(
            "geom", Geometry("MULTIPOLYGON", srid=4326, spatial_index=False, nullable=False), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_building")),
        sa.UniqueConstraint("external_id", name=op.f("uq_building_external_id")),
    )
    op.create_geospatial_index("idx_building_geom", "building", ["geom"], postgresql_using="gist")
    op.create_index(op.f("ix_building_block_code"), "building", ["block_code"], unique=False)
    op.create_geospatial_table(
        "door_plate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("building_id", sa.Integer(), nullable=True),
        sa.Column("geom", Geometry("POINT", srid=4326, spatial_index=False, nullable=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["building_id"], ["building.id"], name=op.f("fk_door_plate_building_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_plate")),
        sa.UniqueConstraint("address", name=op.f("uq_door_plate_address")),
    )
    op.create_geospatial_index("idx_door_plate_geom", "door_plate", ["geom"], postgresql_using="gist")
    op.create_index(op.f("ix_door_plate_building_id"), "door_plate", ["building_id"], unique=False)


def downgrade() -> None:
    op.drop_geospatial_index("idx_door_plate_geom", "door_plate", column_name="geom")
    op.drop_geospatial_table("door_plate")
    op.drop_geospatial_index("idx_building_geom", "building", column_name="geom")
    op.drop_geospatial_table("building")
    op.drop_geospatial_index("idx_block_geom", "block", column_name="geom")
    op.drop_geospatial_table("block")
    op.drop_geospatial_index("idx_water_geom", "water", column_name="geom")
    op.drop_geospatial_table("water")
    op.drop_geospatial_index("idx_street_geom", "street", column_name="geom")
    op.drop_geospatial_table("street")
    op.drop_geospatial_index("idx_community_outline", "community", column_name="outline")
    op.drop_geospatial_table("community")
    op.drop_table("town")
