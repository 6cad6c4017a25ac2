"""Tests say the same on every machine: messages are in English unless a test asks."""

import os

os.environ["LC_ALL"] = "C.UTF-8"
