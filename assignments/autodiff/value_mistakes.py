"""Part B: what goes wrong in the class `Value` (exercise E30)."""

from .values import Open, part, value

__all__ = ["part"]

# --- in the operators ---


@value.mistake(
    en="In a product you give each factor its own value as its slope: it should be that of the "
    "other.",
    fr="Dans un produit, vous donnez à chaque facteur sa propre valeur pour pente : ce devrait "
    "être celle de l'autre.",
)
class gives_each_factor_itself(Open):  # M30.3
    def product_slopes(self, a, b):
        return a, b


@value.mistake(
    en="Both terms of a difference have the slope 1, in your class: when the second grows, the "
    "difference falls.",
    fr="Dans votre classe, les deux termes d'une différence ont la pente 1 : quand le second "
    "augmente, la différence diminue.",
)
class derives_a_difference_as_a_sum(Open):  # not in the catalogue
    def difference_slopes(self, a, b):
        return 1.0, 1.0


@value.mistake(
    en="The slope of a quotient with respect to its divisor has the wrong sign: when the divisor "
    "grows, the quotient shrinks.",
    fr="La pente d'un quotient par rapport à son diviseur a le mauvais signe : quand le diviseur "
    "grandit, le quotient diminue.",
)
class loses_the_sign_of_the_quotient(Open):  # M30.12
    def quotient_slopes(self, a, b):
        return 1.0 / b, a / b**2


@value.mistake(
    en="With respect to its divisor, the slope of a / b still depends on a: yours is that of 1 / "
    "b.",
    fr="Par rapport à son diviseur, la pente de a / b dépend encore de a : la vôtre est celle de 1 "
    "/ b.",
)
class loses_the_dividend(Open):  # not in the catalogue
    def quotient_slopes(self, a, b):
        return 1.0 / b, -1.0 / b**2


@value.mistake(
    en="The exponent n comes down as a factor when a power is derived: yours is lost.",
    fr="Quand on dérive une puissance, l'exposant n descend en facteur : le vôtre est perdu.",
)
class loses_the_exponent(Open):  # M30.7
    def power_slope(self, a, n):
        return a ** (n - 1)


@value.mistake(
    en="Your power still has its full exponent: deriving takes it down by 1.",
    fr="Votre puissance garde son exposant entier : dériver le diminue de 1.",
)
class keeps_the_exponent(Open):  # not in the catalogue
    def power_slope(self, a, n):
        return n * a**n


@value.mistake(
    en="The exponential has the slope 1, or x: it is its own slope.",
    fr="L'exponentielle a la pente 1, ou x : elle est sa propre pente.",
)
class forgets_that_exp_is_its_own_slope(Open):  # not in the catalogue
    def exp_slope(self, a):
        return a


@value.mistake(
    en="1 - t² is the slope of tanh for t = tanh(x): you put x itself in the place of t.",
    fr="1 - t² est la pente de tanh pour t = tanh(x) : vous mettez x lui-même à la place de t.",
)
class squares_what_enters_tanh(Open):  # not in the catalogue
    def tanh_slope(self, a):
        return 1.0 - a**2


@value.mistake(
    en="Your ReLU has a slope of 1 on both sides: where it stops a value, it stops the gradient.",
    fr="Votre ReLU a une pente de 1 des deux côtés : là où elle arrête une valeur, elle arrête le "
    "gradient.",
)
class lets_everything_through(Open):  # not in the catalogue
    def relu_slope(self, a):
        return 1.0


@value.mistake(
    en="Your class takes Values only: in 2 + x or x * 3 the number is no Value, and has neither "
    "data nor grad. Make a Value of it first.",
    fr="Votre classe n'accepte que des Value : dans 2 + x ou x * 3, le nombre n'en est pas une et "
    "n'a ni data ni grad. Faites-en d'abord une Value.",
)
class takes_no_plain_number(Open):  # M30.10, and constants that have no grad
    def lifted(self, other):
        return other


@value.mistake(
    en="In number - x you compute x - number: Python calls __rsub__ with the operands exchanged.",
    fr="Dans nombre - x, vous calculez x - nombre : Python appelle __rsub__ avec les opérandes "
    "échangés.",
)
class subtracts_the_wrong_way(Open):  # M30.10
    def __rsub__(self, number):
        return self - number


@value.mistake(
    en="In number / x you compute x / number: Python calls __rtruediv__ with the operands "
    "exchanged.",
    fr="Dans nombre / x, vous calculez x / nombre : Python appelle __rtruediv__ avec les opérandes "
    "échangés.",
)
class divides_the_wrong_way(Open):  # M30.10
    def __rtruediv__(self, number):
        return self / number


# --- in backward ---


@value.mistake(
    en="You overwrite a grad that holds something already: a value that is used several times gets "
    "a share from each use, and they add up.",
    fr="Vous écrasez un grad qui contient déjà quelque chose : une valeur utilisée plusieurs fois "
    "reçoit une part de chaque utilisation, et elles s'additionnent.",
)
class overwrites(Open):  # M30.1
    def share(self):
        for parent, slope in zip(self.parents, self.slopes, strict=True):
            parent.grad = slope * self.grad


@value.mistake(
    en="In x + x or x * x, one of the two places is lost: a dictionary, or a set, of parents holds "
    "each of them once.",
    fr="Dans x + x ou x * x, une des deux places est perdue : un dictionnaire, ou un ensemble, de "
    "parents ne contient chacun qu'une fois.",
)
class counts_a_parent_once(Open):  # M30.9
    def share(self):
        for parent, slope in dict(zip(self.parents, self.slopes, strict=True)).items():
            parent.grad += slope * self.grad


@value.mistake(
    en="All your gradients are 0: nothing starts the way back. What is the derivative of a value "
    "with respect to itself?",
    fr="Tous vos gradients sont nuls : rien n'amorce le retour. Quelle est la dérivée d'une valeur "
    "par rapport à elle-même ?",
)
class never_starts(Open):  # M30.2
    def start(self):
        pass


@value.mistake(
    en="A second call adds to what the first one left, in the steps between as well, which then "
    "pass on too much: every grad has to start afresh.",
    fr="Un second appel s'ajoute à ce que le premier a laissé, y compris dans les étapes "
    "intermédiaires, qui transmettent alors trop : chaque grad doit repartir de zéro.",
)
class never_resets(Open):  # M30.4
    def reset(self, nodes):
        pass


@value.mistake(
    en="The inputs keep what earlier calls left in their grad, and a second call adds to it. That "
    "is how PyTorch does it; here every call starts afresh.",
    fr="Les entrées gardent dans leur grad ce que les appels précédents y ont laissé, et un second "
    "appel s'y ajoute. C'est ce que fait PyTorch ; ici, chaque appel repart de zéro.",
)
class resets_all_but_the_inputs(Open):  # M30.4 as in PyTorch, ER6
    def reset(self, nodes):
        for node in nodes:
            node.grad = 0.0 if node.parents else node.grad


@value.mistake(
    en="Local slopes are added up, and what comes from above is missing: each has to be multiplied "
    "by the grad of the value that shares it out.",
    fr="Les pentes locales sont additionnées sans ce qui arrive d'en haut : chacune doit être "
    "multipliée par le grad de la valeur qui la distribue.",
)
class forgets_what_comes_from_above(Open):  # not in the catalogue
    def share(self):
        for parent, slope in zip(self.parents, self.slopes, strict=True):
            parent.grad += slope


@value.mistake(
    en="You go from the inputs to the result: a value can share out its grad only when all that "
    "uses it has done so.",
    fr="Vous allez des entrées vers le résultat : une valeur ne peut distribuer son grad que quand "
    "tout ce qui l'utilise l'a fait.",
)
class goes_forward(Open):  # the order not reversed
    def needed(self):
        return super().needed()[::-1]


@value.mistake(
    en="You share out a grad as soon as you meet a value, going down one arm first: the other arm "
    "of the diamond still had something to add. Chains come out right.",
    fr="Vous distribuez un grad dès que vous rencontrez une valeur, en descendant d'abord un "
    "bras : l'autre bras du losange avait encore quelque chose à ajouter. Les chaînes sont justes.",
)
class shares_too_early(Open):  # M30.6
    def needed(self):
        found, seen, waiting = [], set(), [self]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                found.append(node)
                waiting.extend(reversed(node.parents))
        return found[::-1]


@value.mistake(
    en="A value that is used several times shares out its grad several times: remember which ones "
    "are done.",
    fr="Une valeur utilisée plusieurs fois distribue plusieurs fois son grad : retenez lesquelles "
    "sont faites.",
)
class shares_again_and_again(Open):  # M30.5
    def needed(self):
        found, waiting = [], [self]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting.extend(node.parents)
        return found[::-1]


@value.mistake(
    en="Your backward calls itself from value to value, and Python stops it after a thousand "
    "calls: let topological_order make the list, and go through it in a loop.",
    fr="Votre backward s'appelle de valeur en valeur, et Python l'arrête après un millier "
    "d'appels : laissez topological_order faire la liste, et parcourez-la dans une boucle.",
)
class calls_itself(Open):  # M30.11
    def needed(self):
        found, done = [], set()

        def visit(node):
            if node not in done:
                done.add(node)
                for parent in node.parents:
                    visit(parent)
                found.append(node)

        visit(self)
        return found


@value.mistake(
    en="Only the first parent gets its share: a sum or a product has two.",
    fr="Seul le premier parent reçoit sa part : une somme ou un produit en a deux.",
)
class serves_the_first_parent(Open):  # not in the catalogue
    def share(self):
        for parent, slope in zip(self.parents[:1], self.slopes[:1], strict=True):
            parent.grad += slope * self.grad


value.equivalent(
    "relu: self.data > 0 → self.data >= 0",
    "The slope at 0 is a convention, which `local_slopes` and `relu_vjp` ask for.",
)

for number in (-1, 1):
    value.equivalent(
        f"graph: {{self: 0}} → {{self: {number}}}", "Nobody asks: no value is its own parent."
    )
value.equivalent(
    "graph: if parent not in number:… → if True:…",
    "A parent that is listed again is known by its last number, and shares out once.",
)
value.equivalent("__add__: (self, other) → (other, self)", "Both terms have the slope 1.")
value.equivalent(
    "backward: zip(node.parents, node.slopes, strict=True) → "
    "zip(node.parents, node.slopes, strict=False)",
    "There are as many slopes as parents.",
)
