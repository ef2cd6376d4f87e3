"""Who asks what of the text: one file a noun."""

from recommendations.models.change_log import Change, ChangeNumber
from recommendations.models.organisation import Organisation
from recommendations.models.outcome import Outcome
from recommendations.models.passage import Passage
from recommendations.models.proposal import Proposal
from recommendations.models.recommendation import Recommendation
from recommendations.models.signature import Signature
from recommendations.models.state import State
from recommendations.models.submission import FoldedText, Submission
from recommendations.models.target import Target
from recommendations.models.theme import Theme

__all__ = [
    "Change",
    "ChangeNumber",
    "FoldedText",
    "Organisation",
    "Outcome",
    "Passage",
    "Proposal",
    "Recommendation",
    "Signature",
    "State",
    "Submission",
    "Target",
    "Theme",
]
