"""An evaluation for programs: the same figures and texts as one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleantext.evaluate.evaluation import Evaluation
    from cleantext.evaluate.measures import Summary
    from cleantext.evaluate.tally import Taken, Tally


def evaluation_json(tally: Tally, *, worst: int) -> str:
    """All groups, categories and rules; the `worst` documents, and as many of the commonest noise that stayed."""
    data = {
        "groups": [{"group": group, **_summary(found)} for group, found in tally.summaries.items()],
        "categories": [_taken(taken) for taken in tally.categories],
        "rules": [
            {"rule": taken.rule, **_taken(taken), "losses": [asdict(loss) for loss in taken.losses]}
            for taken in tally.rules
        ],
        "kept": [asdict(kept) for kept in tally.kept[:worst]],
        "worst": [_document(evaluation) for evaluation in tally.worst],
    }
    return json.dumps(data, indent=2)  # in ASCII: no text of a document reaches a terminal as a control sequence


def _summary(found: Summary) -> dict[str, Any]:
    return {
        **asdict(found),
        "gap_closed": found.gap_closed,
        "noise_removed": found.noise_removed,
        "content_lost": found.content_lost,
    }


def _taken(taken: Taken) -> dict[str, Any]:
    return {
        "category": taken.category,
        "noise": taken.noise,
        "content": taken.content,
        "optional": taken.optional,
        "precision": taken.precision,
        "documents": taken.documents,
    }


def _document(evaluation: Evaluation) -> dict[str, Any]:
    measure = evaluation.measure
    return {
        "document": evaluation.name,
        "group": evaluation.group,
        "before": asdict(measure.before),
        "after": asdict(measure.after),
        "limit": measure.limit,
        "removals": [asdict(removal) for removal in evaluation.removals],
        "kept": [asdict(stretch) for stretch in evaluation.kept],
    }
