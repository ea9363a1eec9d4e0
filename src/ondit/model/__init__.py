"""The records that everybody speaks, in the order of the three answers: what, who, whence.

A file for each question, and one for the three together. A record is at once the JSON that
``--json`` prints, the row a store keeps and the value a view draws, so it is declared once. How to
read it:

* every record is a frozen ``msgspec.Struct``; sequences are tuples; a value that is not known is
  ``None``, never an empty guess;
* a :class:`Span` points into the *normalised* text of a block (NFC, plain spaces), half-open, in
  code points; statements and evidence point, they do not copy;
* an ``id`` is a hash of content (see :func:`ondit.text.digest`): reading twice gives the same ids;
* every decided value carries its reasons: a date its clue, a speaker the words that name them, a
  derivation its evidence.
"""

from ondit.model.together import Correction as Correction
from ondit.model.together import CorrectionKind as CorrectionKind
from ondit.model.together import Counts as Counts
from ondit.model.together import Failure as Failure
from ondit.model.together import Finding as Finding
from ondit.model.together import Hit as Hit
from ondit.model.together import Lead as Lead
from ondit.model.together import LeadPlace as LeadPlace
from ondit.model.together import Receipt as Receipt
from ondit.model.together import Run as Run
from ondit.model.together import Search as Search
from ondit.model.together import Trace as Trace
from ondit.model.together import TracedPage as TracedPage
from ondit.model.what import BODY as BODY
from ondit.model.what import SPOKEN as SPOKEN
from ondit.model.what import Article as Article
from ondit.model.what import Block as Block
from ondit.model.what import Clue as Clue
from ondit.model.what import Comment as Comment
from ondit.model.what import Credit as Credit
from ondit.model.what import CreditKind as CreditKind
from ondit.model.what import CreditName as CreditName
from ondit.model.what import Damage as Damage
from ondit.model.what import DateClue as DateClue
from ondit.model.what import Embed as Embed
from ondit.model.what import EmbedForm as EmbedForm
from ondit.model.what import Furniture as Furniture
from ondit.model.what import FurnitureKind as FurnitureKind
from ondit.model.what import Mark as Mark
from ondit.model.what import MarkKind as MarkKind
from ondit.model.what import Page as Page
from ondit.model.what import Role as Role
from ondit.model.what import Saying as Saying
from ondit.model.what import Span as Span
from ondit.model.whence import STRONGEST_FIRST as STRONGEST_FIRST
from ondit.model.whence import Change as Change
from ondit.model.whence import ChangeKind as ChangeKind
from ondit.model.whence import Derivation as Derivation
from ondit.model.whence import DerivationKind as DerivationKind
from ondit.model.whence import Edge as Edge
from ondit.model.whence import EdgeReason as EdgeReason
from ondit.model.whence import Evidence as Evidence
from ondit.model.whence import EvidenceKind as EvidenceKind
from ondit.model.whence import Flow as Flow
from ondit.model.whence import Kinship as Kinship
from ondit.model.whence import Origin as Origin
from ondit.model.whence import Pair as Pair
from ondit.model.whence import Reading as Reading
from ondit.model.whence import Relation as Relation
from ondit.model.whence import SharedMark as SharedMark
from ondit.model.whence import Site as Site
from ondit.model.whence import Story as Story
from ondit.model.whence import StorySummary as StorySummary
from ondit.model.whence import Strength as Strength
from ondit.model.who import Dispute as Dispute
from ondit.model.who import DisputeGround as DisputeGround
from ondit.model.who import Factuality as Factuality
from ondit.model.who import Form as Form
from ondit.model.who import Speaker as Speaker
from ondit.model.who import SpeakerKind as SpeakerKind
from ondit.model.who import Stance as Stance
from ondit.model.who import Statement as Statement
from ondit.model.who import Utterance as Utterance
from ondit.model.who import UtteranceSummary as UtteranceSummary
from ondit.model.who import Version as Version
from ondit.model.who import Voice as Voice
from ondit.model.who import Voiced as Voiced
from ondit.model.who import VoiceSummary as VoiceSummary
