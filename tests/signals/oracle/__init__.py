"""The plain meaning of the first ten signals, asked instant by instant: slow, simple, apart from the engine."""

from .runs import Told as Told
from .runs import raises as raises
from .signals import SIGNALS as SIGNALS
