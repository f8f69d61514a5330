
namespace Platform.Inference.Generation.Templates;

/// <summary>Reads what may follow a value: fields, items, slices, calls, filters and tests.</summary>
internal sealed class PostfixParser(TokenReader tokens)
{
    /// <param name="value">What it follows.</param>
    /// <param name="readInner">Reads an expression within brackets.</param>
    public Expression Read(Expression value, Func<Expression> readInner)
    {
        while (true)
        {
            var before = value;
            if (tokens.TryTake("."))
                value = ReadField(before, readInner);
            else if (tokens.TryTake("["))
                value = ReadItem(before, readInner);
            else if (tokens.Next.Is("("))
                value = Call(before, ReadArguments(readInner));
            else if (tokens.TryTake("|"))
                value = ReadFilter(before, readInner);
            else if (tokens.TryTake("is"))
                value = ReadTest(before, readInner);
            else
                return value;
        }
    }

    /// <summary>A method where it is called, else a field.</summary>
    private Expression ReadField(Expression value, Func<Expression> readInner)
    {
        var name = tokens.Next.Kind == TokenKind.Number ? tokens.Take().Value : tokens.TakeName();
        if (!tokens.Next.Is("("))
            return scope => Value.Get(value(scope), name);
        var arguments = ReadArguments(readInner);
        return scope => value(scope) is var target && Value.Get(target, name) is TemplateFunction function
            ? arguments(scope, function)
            : Methods.Call(target, name, arguments(scope, (given, _) => given) as List<object?> ?? []);
    }

    private Expression ReadItem(Expression value, Func<Expression> readInner)
    {
        var start = tokens.Next.Is(":") ? null : readInner();
        if (tokens.TryTake("]"))
            return scope => Value.Get(value(scope), start!(scope));
        var parts = new Expression?[2];
        for (var i = 0; i < parts.Length && tokens.TryTake(":"); i++)
            parts[i] = tokens.Next.Is(":") || tokens.Next.Is("]") ? null : readInner();
        tokens.Expect("]");
        return scope => Value.Slice(value(scope), Index(start, scope), Index(parts[0], scope), Index(parts[1], scope) ?? 1);
    }

    private static long? Index(Expression? expression, Scope scope) => expression?.Invoke(scope) switch
    {
        null => null,
        long index => index,
        var other => throw new TemplateException($"{Value.Describe(other)} is no place in a list"),
    };

    private static Expression Call(Expression value, Func<Scope, TemplateFunction, object?> arguments)
        => scope => value(scope) is TemplateFunction function
            ? arguments(scope, function)
            : throw new TemplateException("what is called is no function");

    private Expression ReadFilter(Expression value, Func<Expression> readInner)
    {
        var name = tokens.TakeName();
        if (!Filters.AreThere(name))
            throw new TemplateException($"the filter '{name}' is not supported");
        var arguments = tokens.Next.Is("(") ? ReadArguments(readInner) : (_, function) => function([], []);
        return scope => arguments(scope, (given, named) => Filters.Apply(name, value(scope), given, named));
    }

    private Expression ReadTest(Expression value, Func<Expression> readInner)
    {
        var isNot = tokens.TryTake("not");
        var name = tokens.TakeName();
        if (!Tests.AreThere(name))
            throw new TemplateException($"the test '{name}' is not supported");
        var argument = tokens.TryTake("(")
            ? ReadLast(readInner)
            : tokens.Next.Kind is TokenKind.String or TokenKind.Number ? readInner() : null;
        return scope => Tests.Holds(name, value(scope), argument?.Invoke(scope)) != isNot;
    }

    private Expression ReadLast(Func<Expression> readInner)
    {
        var value = readInner();
        tokens.Expect(")");
        return value;
    }

    /// <returns>Calls a function with the arguments' values.</returns>
    private Func<Scope, TemplateFunction, object?> ReadArguments(Func<Expression> readInner)
    {
        var (given, named) = (new List<Expression>(), new List<(string Name, Expression Value)>());
        tokens.Expect("(");
        while (!tokens.TryTake(")"))
        {
            if (tokens.Next.Kind == TokenKind.Name && tokens.Second.Is("="))
            {
                var name = tokens.TakeName();
                tokens.Expect("=");
                named.Add((name, readInner()));
            }
            else
                given.Add(readInner());

            if (!tokens.Next.Is(")"))
                tokens.Expect(",");
        }

        return (scope, function) => function(
            [.. given.Select(argument => argument(scope))],
            named.ToDictionary(argument => argument.Name, argument => argument.Value(scope)));
    }
}
