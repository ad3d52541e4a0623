# The constants that the typed dialect adds to the DSL's. All are plain integers: a name says what a number is for.

# Ranks from the first, and from the last.
F0 = 0
F1 = 1
F2 = 2
F3 = 3
F4 = 4
F5 = 5
F6 = 6
F7 = 7
F8 = 8
F9 = 9
L1 = -1
L2 = -2
L3 = -3
L4 = -4
L5 = -5
L6 = -6
L7 = -7
L8 = -8
L9 = -9
L10 = -10

# Numbered choices.
R0 = 0
R1 = 1
R2 = 2
R3 = 3
R4 = 4
R5 = 5
R6 = 6
R7 = 7
R8 = 8
R9 = 9

# Angles.
A0 = 0
A1 = 1
A2 = 2
A3 = 3
A4 = 4
A5 = 5
A6 = 6
A7 = 7
A8 = 8
A9 = 9

# Colours.
BLACK = 0
BLUE = 1
RED = 2
GREEN = 3
YELLOW = 4
GRAY = 5
MAGENTA = 6
ORANGE = 7
CYAN = 8
BURGUNDY = 9

# Integers.
NEG_TEN = -10
NEG_NINE = -9
NEG_EIGHT = -8
NEG_SEVEN = -7
NEG_SIX = -6
NEG_FIVE = -5
NEG_FOUR = -4
NEG_THREE = -3

# Scores, and steps.
HUNDRED = 100
THOUSAND = 1000
SM2 = 2
SM3 = 3
SD2 = -2
SD3 = -3
