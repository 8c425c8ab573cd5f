from typing import get_args

import pytest

from asistente.language.detect import Language, detect, english_evidence, from_locale, other
from asistente.language.wordlists import common_words, function_words, shared_words

ENGLISH = """
what is backprop
what is a neural network?
whats a weight
wat is a neural network
how does it learn
how do nets lern
explain overfitting
show me
show me how it learns to add
tell me more
an example
in simple words
the formula
the maths
and why?
why
why not
what if it is too big?
the opposite?
simpler
simpler please
thanks
thank you
hello
hi there
who are you
are you ChatGPT?
are you alive?
is it magic
is it true that it thinks
hidden layers
weights and biases
weight
training
train it
help me
stop training
train with learning rate 0.1
start training
stop it
faster
slower
one step
what is 7 + 5?
does 12+30 work
where is the code
code for gradient descent please
difference between loss and error
what did you say about batches?
puppy
the puppy thing
like a dog
how long does it take
how big are the steps it takes
why so many repetitions
does it memorise the answers
can it forget
does it go on learning
black box
is this like a brain
who invented backpropagation
how do I train for a marathon
my network is down
weights for the gym
what's the weather
cook pasta
open the page about weights
speak English
in Spanish please
list the topics
go back
keep going
wich numbers does it chnage
hwo many nuerons
explane trianing
sums it never saw
tiny adjustments
trial and error
i dont get it
huh?
sounds like magic lol
make it 16 neurons with relu
use adam and seed 3
how much does it cost to train GPT
difference between epoch and batch
how is `np.dot` used
open gradient-descent.md please
"""

SPANISH = """
que es el learning rate
que es backprop
qué es una red neuronal
ques una red neuronal
tasa de aprendizaje
por q no aprende
porque no aprende
xq falla
enséñame
ensename
enseñame como aprende a sumar
muestrame
muéstramelo
entrena
entrenar
entrena con learning rate 0.1
entrena la red
ponlo a entrenar
pausa
para
sigue
más rápido
mas lento
mas despacio
un paso
otro paso
reinicia
salir
ayuda
temas
lista de temas
abre la página de los pesos
hola
buenas
gracias
adiós
quién eres
eres ChatGPT?
estás vivo?
eres una ia
un ejemplo
mas sencillo
más simple
la formula
las mates
y por qué?
y si es muy grande?
lo contrario
cuéntame más
en inglés por favor
habla español
explica overfitting
explicame el gradient descent
diferencia entre epoch y batch
diferencia entre pérdida y error
cuanto es 7 + 5
¿7 + 5?
cuánto tarda
cuanto cuesta entrenar a GPT
memoriza o aprende
se olvida
sigue aprendiendo después
es magia?
cachorro
lo del perro
como un cachorro
cavernícola
pesos
los pesos
capas ocultas
neurona
red neuronal
descenso de gradiente
retropropagacion
epocas
numeritos
sumas que nunca vio
ensayo y error
ajustes pequeños
parece brujeria
no entiendo
no lo pillo
como entreno para un maraton
se cayó mi red wifi
pesas para el gimnasio
receta de tortilla
q tiempo hace
usa adam y semilla 3
pon 16 neuronas con relu
con tasa 0.5
komo aprende
aprendisaje
entrenamento
que numeros canbia
inteligencia artificial
caja negra
quien invento el backpropagation
dime algo del batch size
se parece a un cerebro
"""

NEITHER = """
backprop
backpropagation
overfitting
dropout
softmax
relu
learning rate
gradient descent
batch
ChatGPT
7 + 5
1+2=3
12 × 30
?
...

🙂
/train addition
/train addition?learning_rate=0.1
/topics
/language es
demo:addition?learning_rate=5&seed=1
demo:addition
np.dot(x, W)
https://example.org/what-is-the-thing
ok
no
train
stop
help
quit
0.234
LSTM
"""


def cases(table: str) -> list[str]:
    return table.strip("\n").split("\n")


@pytest.mark.parametrize("text", cases(ENGLISH))
def test_english_is_told_in_a_spanish_conversation(text: str) -> None:
    assert detect(text, default="es") == "en", english_evidence(text)
    assert detect(text, default="en") == "en"


@pytest.mark.parametrize("text", cases(SPANISH))
def test_spanish_is_told_in_an_english_conversation(text: str) -> None:
    assert detect(text, default="en") == "es", english_evidence(text)
    assert detect(text, default="es") == "es"


@pytest.mark.parametrize("text", cases(NEITHER))
def test_what_tells_no_language_keeps_that_of_the_conversation(text: str) -> None:
    assert detect(text, default="en") == "en", english_evidence(text)
    assert detect(text, default="es") == "es", english_evidence(text)


@pytest.mark.parametrize("text", ["WHAT IS A WEIGHT", "What Is A Weight?!", "  what   is a weight "])
def test_capitals_and_blanks_change_nothing(text: str) -> None:
    assert detect(text, default="es") == "en"


def test_a_question_of_a_megabyte_is_answered_from_its_beginning() -> None:
    assert detect("qué es un peso " + "the " * 300_000, default="en") in get_args(Language)
    assert detect("x" * 1_000_000, default="es") == "es"
    assert detect("qué es un peso y cómo cambia " * 40_000, default="en") == "es"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("es_ES.UTF-8", "es"),
        ("es_MX", "es"),
        ("es", "es"),
        ("ES-419", "es"),
        ("en_GB.UTF-8", "en"),
        ("C.UTF-8", "en"),
        ("", "en"),
        ("de_DE", "en"),
        ("est_EE", "en"),
    ],
)
def test_the_language_of_a_locale(name: str, language: Language) -> None:
    assert from_locale(name) == language


def test_the_other_language() -> None:
    assert (other("en"), other("es")) == ("es", "en")


@pytest.mark.parametrize("language", get_args(Language))
def test_the_word_lists_are_folded_and_no_shared_word_tells_a_language(language: Language) -> None:
    listed = function_words(language) | common_words(language)
    assert len(listed) > 400
    assert all(word.isascii() and word == word.lower() for word in listed)
    assert shared_words()
