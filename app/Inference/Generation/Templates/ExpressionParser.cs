using System.Globalization;

namespace Platform.Inference.Generation.Templates;

/// <summary>Reads expressions, the loosest operators first.</summary>
/// <seealso href="https://jinja.palletsprojects.com/en/stable/templates/#expressions">What they mean.</seealso>
internal sealed class ExpressionParser(TokenReader tokens)
{
    private static readonly string[] _comparisons = ["==", "!=", "<", "<=", ">", ">="];
    private readonly PostfixParser _postfix = new(tokens);

    public Expression Read()
    {
        var value = ReadOr();
        if (!tokens.TryTake("if"))
            return value;
        var condition = ReadOr();
        Expression otherwise = tokens.TryTake("else") ? Read() : _ => Value.Undefined;
        return scope => Value.IsTrue(condition(scope)) ? value(scope) : otherwise(scope);
    }

    public Expression ReadOr()
    {
        var left = ReadAnd();
        while (tokens.TryTake("or"))
        {
            var (first, second) = (left, ReadAnd());
            left = scope => first(scope) is var value && Value.IsTrue(value) ? value : second(scope);
        }

        return left;
    }

    private Expression ReadAnd()
    {
        var left = ReadNot();
        while (tokens.TryTake("and"))
        {
            var (first, second) = (left, ReadNot());
            left = scope => first(scope) is var value && Value.IsTrue(value) ? second(scope) : value;
        }

        return left;
    }

    private Expression ReadNot()
    {
        if (!tokens.TryTake("not"))
            return ReadComparison();
        var value = ReadNot();
        return scope => !Value.IsTrue(value(scope));
    }

    private Expression ReadComparison()
    {
        var left = ReadSum();
        while (true)
        {
            var first = left;
            if (tokens.TryTake("in"))
                left = ReadSum() is var container ? scope => Value.Contains(container(scope), first(scope)) : first;
            else if (tokens.Next.Is("not") && tokens.Second.Is("in"))
            {
                tokens.Take();
                tokens.Take();
                var outside = ReadSum();
                left = scope => !Value.Contains(outside(scope), first(scope));
            }
            else if (tokens.Next.Kind == TokenKind.Sign && _comparisons.Contains(tokens.Next.Value))
                left = Compare(tokens.Take().Value, first, ReadSum());
            else
                return left;
        }
    }

    private static Expression Compare(string sign, Expression left, Expression right) => sign switch
    {
        "==" => scope => Value.AreEqual(left(scope), right(scope)),
        "!=" => scope => !Value.AreEqual(left(scope), right(scope)),
        "<" => scope => Value.Compare(left(scope), right(scope)) < 0,
        "<=" => scope => Value.Compare(left(scope), right(scope)) <= 0,
        ">" => scope => Value.Compare(left(scope), right(scope)) > 0,
        _ => scope => Value.Compare(left(scope), right(scope)) >= 0,
    };

    private Expression ReadSum()
    {
        var left = ReadProduct();
        while (tokens.Next.Is("+") || tokens.Next.Is("-") || tokens.Next.Is("~"))
        {
            var (sign, first) = (tokens.Take().Value, left);
            var second = ReadProduct();
            left = sign == "~"
                ? scope => Value.ToText(first(scope)) + Value.ToText(second(scope))
                : scope => Arithmetic.Apply(sign, first(scope), second(scope));
        }

        return left;
    }

    private Expression ReadProduct()
    {
        var left = ReadUnary();
        while (tokens.Next.Is("*") || tokens.Next.Is("/") || tokens.Next.Is("//") || tokens.Next.Is("%"))
        {
            var (sign, first) = (tokens.Take().Value, left);
            var second = ReadUnary();
            left = scope => Arithmetic.Apply(sign, first(scope), second(scope));
        }

        return left;
    }

    private Expression ReadUnary()
    {
        if (!tokens.TryTake("-"))
            return _postfix.Read(ReadPrimary(), Read);
        var value = ReadUnary();
        return scope => Arithmetic.Apply("-", 0L, value(scope));
    }

    private Expression ReadPrimary()
    {
        if (tokens.TryTake("("))
        {
            var inner = Read();
            tokens.Expect(")");
            return inner;
        }

        if (tokens.TryTake("["))
            return ReadList();
        if (tokens.TryTake("{"))
            return ReadObject();
        var token = tokens.Take();
        return token.Kind switch
        {
            TokenKind.String => _ => token.Value,
            TokenKind.Number => NumberOf(token),
            TokenKind.Name => NameOf(token.Value),
            _ => throw new TemplateException($"line {token.Line}: '{token.Value}' is not understood; expected a value"),
        };
    }

    private static Expression NumberOf(Token token)
    {
        var number = token.Value.Contains('.')
            ? (object)double.Parse(token.Value, CultureInfo.InvariantCulture)
            : long.Parse(token.Value, CultureInfo.InvariantCulture);
        return _ => number;
    }

    private static Expression NameOf(string name) => name switch
    {
        "true" or "True" => _ => true,
        "false" or "False" => _ => false,
        "none" or "None" => _ => null,
        _ => scope => scope[name],
    };

    private Expression ReadList()
    {
        var items = new List<Expression>();
        while (!tokens.TryTake("]"))
        {
            items.Add(Read());
            if (!tokens.Next.Is("]"))
                tokens.Expect(",");
        }

        return scope => items.Select(item => item(scope)).ToList();
    }

    private Expression ReadObject()
    {
        var fields = new List<(Expression Name, Expression Value)>();
        while (!tokens.TryTake("}"))
        {
            var name = Read();
            tokens.Expect(":");
            fields.Add((name, Read()));
            if (!tokens.Next.Is("}"))
                tokens.Expect(",");
        }

        return scope => fields.ToDictionary(field => Value.ToText(field.Name(scope)), field => field.Value(scope));
    }
}
