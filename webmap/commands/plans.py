"""`flask plans` and `flask publish`: which divisions there are, and putting one in force."""

from datetime import datetime

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from layers.models import Grid, Plan
from layers.plans import NotSeamless, Receipt, find_plan, list_plans, publish
from webmap.commands.refusals import in_words
from webmap.store import store, today

_SHOWN = 20


@click.command()
@with_appcontext
@in_words
def plans() -> None:
    """List every plan, oldest first."""
    with store().database.read() as session:
        listed = list_plans(session)
        if not listed:
            click.echo("There is no plan yet: load one with `flask load grids FILE … --commit`.")
            return
        click.echo(f"{'id':>4} {'number':>6}  {'status':<11} {'in force from':<13} {'grids':>6}  name")
        for plan in listed:
            click.echo(_line(session, plan))


@click.command("publish")
@click.argument("plan")
@click.option(
    "--from",
    "effective_from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="First day in force (today or earlier); default today.",
)
@click.option(
    "--exclave", "exclaves", multiple=True, help="Code of a grid that is meant to lie in several parts."
)
@click.option("--exclaves", "all_exclaves", is_flag=True, help="Every grid in several parts is meant so.")
@with_appcontext
@in_words
def publish_command(
    plan: str, effective_from: datetime | None, exclaves: tuple[str, ...], all_exclaves: bool
) -> None:
    """Put PLAN (its id) in force and re-assign every item, in one transaction."""
    day = effective_from.date() if effective_from else today()
    if day > today():
        raise click.ClickException("A plan cannot be put in force for a day to come yet.")
    try:
        with store().database.write() as session:
            receipt = publish(
                session,
                find_plan(session, plan),
                effective_from=day,
                exclaves=None if all_exclaves else exclaves,
            )
    except NotSeamless as refusal:
        for defect in refusal.report.defects[:_SHOWN]:
            click.echo(f"  {defect.kind:<15} {', '.join(defect.cells[:4])}  at {defect.at}", err=True)
        if (more := len(refusal.report.defects) - _SHOWN) > 0:
            click.echo(f"  … and {more} more", err=True)
        raise click.ClickException(str(refusal)) from refusal
    _show(receipt)


def _line(session: Session, plan: Plan) -> str:
    grids = session.scalar(select(func.count()).select_from(Grid).where(Grid.plan_id == plan.id))
    return f"{plan.id:>4} {plan.number or '':>6}  {plan.status:<11} {plan.effective_from or ''!s:<13} {grids:>6}  {plan.name}"


def _show(receipt: Receipt) -> None:
    replaced = f", replacing number {receipt.replaced}" if receipt.replaced else ""
    click.echo(f"Plan {receipt.plan_id} is in force as number {receipt.number}{replaced}.")
    for kind, count in receipt.moves.moved.items():
        click.echo(f"  {kind.replace('_', ' ')}s moved to another grid: {count}")
    for (old, new), count in sorted(receipt.moves.by_grid.items(), key=lambda hop: -hop[1])[:_SHOWN]:
        click.echo(f"    {old or 'unassigned'} → {new or 'unassigned'}: {count}")
    for clash in receipt.moves.hand_clashes:
        click.echo(
            f"  kept by hand: {clash['kind']} {clash['id']} stays in {clash['by_hand']}; its place lies in {clash['by_location']}"
        )


COMMANDS = (plans, publish_command)
