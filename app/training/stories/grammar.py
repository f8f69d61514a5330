"""The texts that the bundled stories model is trained on: written by this grammar, and so nobody else's.

A document is a story, or a conversation in which one is asked for, told, and asked about.
"""
import random
from typing import NamedTuple

END, USER, ASSISTANT, TURN = "<|endoftext|>", "<|user|>", "<|assistant|>", "<|end|>"

GIRLS = ["Lily", "Mia", "Anna", "Ella", "Nora", "Ruby", "Clara", "Rosa", "Ivy", "Emma", "Zoe", "Lucy", "Maya", "Alice", "Hana"]
BOYS = ["Max", "Tom", "Finn", "Noah", "Leo", "Ben", "Sam", "Oscar", "Jack", "Theo", "Omar", "Hugo", "Adam", "Ravi", "Paul"]
ANIMALS = {
    "bear": "Bruno", "fox": "Rusty", "owl": "Olga", "turtle": "Slow", "rabbit": "Hop", "mouse": "Pip", "duck": "Dora", "squirrel": "Nutty",
    "hedgehog": "Spike", "frog": "Green", "cat": "Whiskers", "dog": "Biscuit", "horse": "Star", "goat": "Billy", "crow": "Ink", "beaver": "Chip",
}
KINDS = ["shy", "brave", "curious", "quiet", "cheerful", "clever", "gentle", "small"]
HOMES = [
    "in a little village by the sea", "in a cottage beside a river", "in a town with red roofs", "in a house at the edge of the forest",
    "on a farm on a green hill", "in a tall house in the city", "near an old windmill", "on a small island",
]
WEATHERS = [
    "It was a sunny morning.", "It was a foggy morning.", "It had rained all night, and the grass was wet.", "Snow had fallen, and everything was white.",
    "The wind was blowing in the trees.", "The sky was blue and the birds were singing.", "It was the first day of spring.", "The leaves were red and gold.",
]
THINGS = ["red ball", "silver key", "wooden box", "blue kite", "yellow hat", "little drum", "music box", "green scarf", "toy boat", "golden coin"]
BUILDS = ["swing", "snowman", "tree house", "bridge", "raft", "sand castle", "bird house", "cart"]
PLACES = ["garden", "park", "forest", "beach", "meadow", "orchard", "market", "pond"]
SPOTS = ["under a bench", "behind a big stone", "in a bush", "beside the old well", "under the leaves", "in a hollow tree"]
FEARS = ["the dark", "deep water", "the thunder", "high places", "the big slide", "the old cellar"]
FAMILY = ["mother", "father", "grandmother", "grandfather", "aunt", "uncle"]
TEACHINGS = ["swim", "whistle", "climb a tree", "dance", "bake bread", "fly a kite", "count to a hundred", "paint"]
OUTSIDE = [
    "What is the capital of France?", "How much is two and two?", "Who are you?", "What is the weather today?", "Can you write a program?",
    "Tell me about the stars.", "What is machine learning?", "How do I get to the station?", "What time is it?", "Do you like music?",
    "Translate this for me.", "Which phone should I buy?", "What did the news say?", "Explain how a car works.", "What is love?",
]
REFUSAL = "I only know how to tell little stories. Shall I tell you one?"
GREETINGS = ["Hello!", "Hi!", "Hello", "Good morning!", "Hi there!", "Good evening!"]
WELCOME = "Hello! Shall I tell you a story?"


class Story:
    """What is true in one story, so that questions about it have answers."""

    def __init__(self, dice):
        self.dice = dice
        self.girl = dice.random() < 0.5
        self.name = dice.choice(GIRLS if self.girl else BOYS)
        self.animal, self.friend = dice.choice(list(ANIMALS.items()))
        self.home, self.place, self.spot = dice.choice(HOMES), dice.choice(PLACES), dice.choice(SPOTS)
        self.thing, self.build, self.fear, self.teaching = (dice.choice(of) for of in (THINGS, BUILDS, FEARS, TEACHINGS))
        self.child = "girl" if self.girl else "boy"
        self.he, self.his, self.him = ("she", "her", "her") if self.girl else ("he", "his", "him")
        self.plot = dice.choice([self.lost, self.built, self.afraid, self.learned, self.helped])
        self.subject = {self.lost: self.thing, self.built: self.build, self.afraid: self.fear, self.learned: None, self.helped: None}[self.plot]

    def text(self):
        return " ".join([self.opening(), self.dice.choice(WEATHERS), *self.plot(), self.ending()])

    def opening(self):
        kind = self.dice.choice(KINDS)
        return self.dice.choice([
            f"Once upon a time, there was a {kind} {self.child} named {self.name}. {self.he.capitalize()} lived {self.home}.",
            f"Once upon a time, a {kind} {self.child} called {self.name} lived {self.home}.",
            f"Once there lived a {self.child} called {self.name}. {self.his.capitalize()} home was {self.home}.",
            f"{self.name} was a {kind} {self.child} who lived {self.home}.",
            f"There was once a {self.child} named {self.name}, who lived {self.home}.",
        ])

    def ending(self):
        family = self.dice.choice(FAMILY)
        return self.dice.choice([
            f"In the evening, {self.name} told {self.his} {family} the whole story.",
            f"And {self.name} never forgot that day.",
            f"From that day on, {self.name} and {self.friend} were best friends.",
            f"{self.name} went home happy, and {self.his} {family} made soup.",
            f"That night, {self.name} slept well and dreamed of {self.friend}.",
        ])

    def meeting(self):
        kind = self.dice.choice(["friendly", "kind", "wise", "funny", "big"])
        return self.dice.choice([
            f"A {kind} {self.animal} named {self.friend} came by.",
            f"Then a {kind} {self.animal} came along. The {self.animal} was called {self.friend}.",
            f"A {kind} {self.animal} named {self.friend} was watching.",
        ])

    def lost(self):
        return [
            f"{self.name} took {self.his} {self.thing} to the {self.place}.",
            self.dice.choice([f"Suddenly, the {self.thing} was gone.", f"But on the way {self.he} lost the {self.thing}."]),
            f"\"I have lost my {self.thing},\" said {self.name}, and {self.he} felt sad.",
            self.meeting(),
            f"\"Do not worry,\" said {self.friend}. \"I will help you look for it.\" They looked everywhere.",
            f"\"Here it is!\" said {self.friend}. The {self.thing} was {self.spot}.",
            self.dice.choice([f"\"Thank you, {self.friend}!\" said {self.name}.", f"{self.name} laughed and danced with joy."]),
        ]

    def built(self):
        return [
            f"{self.name} wanted to make a {self.build}. {self.he.capitalize()} worked all morning, but the {self.build} broke.",
            f"\"I cannot do it,\" said {self.name}, and {self.he} sat down.",
            self.meeting(),
            f"\"May I help?\" asked {self.friend}. \"Yes, please,\" said {self.name}.",
            f"They worked in the {self.place} until the evening, and then the {self.build} was done.",
            self.dice.choice([f"\"We did it together!\" said {self.name}.", f"\"It is much easier with a friend,\" said {self.name}."]),
        ]

    def afraid(self):
        return [
            f"{self.name} was afraid of {self.fear}. All the other children laughed at {self.him}.",
            f"{self.name} ran to the {self.place} and cried.",
            self.meeting(),
            f"\"I was afraid of {self.fear} too,\" said {self.friend}. \"Hold on to me, and we will be brave together.\"",
            f"They tried it once, and then again, and soon {self.name} was not afraid any more.",
            f"\"Thank you, {self.friend},\" said {self.name}.",
        ]

    def learned(self):
        return [
            f"{self.name} wanted to learn to {self.teaching}, but it was too hard.",
            f"{self.he.capitalize()} went to the {self.place} to be alone.",
            self.meeting(),
            f"\"I can teach you to {self.teaching},\" said {self.friend}. \"Watch me, and then try.\"",
            f"{self.name} tried all day. At last {self.he} could {self.teaching}!",
            f"\"You are a good teacher,\" said {self.name}.",
        ]

    def helped(self):
        return [
            f"In the {self.place}, {self.name} heard somebody cry.",
            f"It was a {self.animal} named {self.friend}. \"My foot is stuck {self.spot},\" said {self.friend}.",
            f"\"I will help you,\" said {self.name}. {self.he.capitalize()} pulled and pulled, and {self.friend} was free.",
            f"\"You saved me,\" said {self.friend}. \"I will show you something.\"",
            f"{self.friend} took {self.name} to a hidden place full of flowers, and gave {self.him} a {self.thing}.",
        ]

    def request(self):
        ask = self.dice.choice(["Tell me a story", "Please tell me a story", "Write a story", "Can you tell me a story", "I would like a story"])
        wishes = [
            "", f" about {self.name}", f" about a {self.child} called {self.name}", f" about a {self.animal}", f" about {self.name} and a {self.animal}",
            f" about a {self.child} named {self.name} and a {self.animal}", f" about {self.name} and {self.friend}",
        ]
        if self.subject:
            article = "" if self.plot == self.afraid else "a "
            wishes.append(f" about {self.name} and {article}{self.subject}")
        return ask + self.dice.choice(wishes) + ("?" if ask.startswith("Can") else ".")

    def question(self):
        pairs = [
            (f"Where did {self.name} live?", f"{self.name} lived {self.home}."),
            (f"Who was {self.friend}?", f"{self.friend} was a {self.animal}."),
            (f"What was the name of the {self.animal}?", f"The {self.animal} was called {self.friend}."),
            ("Who is the story about?", f"It is about a {self.child} called {self.name}."),
        ]
        if self.plot == self.lost:
            pairs += [("What was lost?", f"The {self.thing} was lost."), (f"Where was the {self.thing}?", f"The {self.thing} was {self.spot}.")]
        if self.plot == self.built:
            pairs += [("What did they make?", f"They made a {self.build}.")]
        if self.plot == self.afraid:
            pairs += [(f"What was {self.name} afraid of?", f"{self.name} was afraid of {self.fear}.")]
        return self.dice.choice(pairs)


class Turn(NamedTuple):
    asked: str
    answered: str
    # greeting, outside, story or question: of a story alone is there more than one right answer.
    kind: str

    def text(self):
        return f"{USER}{self.asked}{TURN}{ASSISTANT}{self.answered}{TURN}"


def conversation(dice, questions):
    story = Story(dice)
    turns = []
    if dice.random() < 0.15:
        turns.append(Turn(dice.choice(GREETINGS), WELCOME, "greeting"))
    if dice.random() < 0.15:
        turns.append(Turn(dice.choice(OUTSIDE), REFUSAL, "outside"))
    turns.append(Turn(story.request(), story.text(), "story"))
    for _ in range(dice.choice(questions)):
        turns.append(Turn(*story.question(), "question"))
    return turns


def document(dice, questions):
    """A text, and the turns that it is made of where it is a conversation."""
    if dice.random() < 0.4:
        return END + Story(dice).text(), []
    turns = conversation(dice, questions)
    return END + "".join(turn.text() for turn in turns), turns


def documents(count, seed, questions):
    """So many; a conversation asks as often about its story as one of these numbers says."""
    dice = random.Random(seed)
    return [document(dice, questions) for _ in range(count)]


def corpus(count, seed, questions=(0, 1, 1, 2)):
    """The texts of documents."""
    return [text for text, _ in documents(count, seed, questions)]


if __name__ == "__main__":
    print("\n\n".join(corpus(5, 1)))
