using System.Text;

namespace Platform.Inference.Generation.Templates;

/// <summary>Reads the statements of a template.</summary>
internal sealed class TemplateParser
{
    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;

    private TemplateParser(TokenReader tokens) => (_tokens, _expressions) = (tokens, new ExpressionParser(tokens));

    /// <exception cref="TemplateException">It is no template, or uses what this server does not know.</exception>
    public static Statement Read(string source)
    {
        var tokens = new TokenReader(new Lexer(source).Read());
        var body = new TemplateParser(tokens).ReadBody([]);
        return tokens.Next.Kind == TokenKind.End ? body : throw tokens.Wrong("expected the end of the template");
    }

    /// <summary>Until a tag of one of these names, which is not taken.</summary>
    private Statement ReadBody(string[] ends)
    {
        var statements = new List<Statement>();
        while (_tokens.Next.Kind != TokenKind.End && !(_tokens.Next.Kind == TokenKind.BeginTag && ends.Contains(_tokens.Second.Value)))
            statements.Add(ReadStatement());
        return (scope, output) =>
        {
            foreach (var statement in statements)
                if (statement(scope, output) is not Flow.Next and var flow)
                    return flow;
            return Flow.Next;
        };
    }

    private Statement ReadStatement()
    {
        var token = _tokens.Take();
        if (token.Kind == TokenKind.Text)
            return Write(_ => token.Value);
        if (token.Kind != TokenKind.BeginOutput)
            return ReadTag();
        var value = _expressions.Read();
        _tokens.Expect(TokenKind.EndOutput, "}}");
        return Write(value);
    }

    private static Statement Write(Expression value) => (scope, output) =>
    {
        output.Append(Value.ToText(value(scope)));
        return Flow.Next;
    };

    private Statement ReadTag()
    {
        var line = _tokens.Next.Line;
        switch (_tokens.TakeName())
        {
            case "if":
                return ReadIf();
            case "for":
                return ReadFor();
            case "set":
                return ReadSet();
            case "break":
                EndTag();
                return (_, _) => Flow.Break;
            case "continue":
                EndTag();
                return (_, _) => Flow.Continue;
            // Marks what a model learns to say; transformers' own.
            case "generation":
                EndTag();
                var body = ReadBody(["endgeneration"]);
                TakeTag("endgeneration");
                return body;
            case var other:
                throw new TemplateException(
                    $"line {line}: the tag '{other}' is not supported; expected if, for, set, break, continue or generation");
        }
    }

    private void EndTag() => _tokens.Expect(TokenKind.EndTag, "%}");

    private void TakeTag(string name)
    {
        _tokens.Expect(TokenKind.BeginTag, $"{{% {name} %}}");
        _tokens.Expect(name);
        EndTag();
    }

    private Statement ReadIf()
    {
        var condition = _expressions.Read();
        EndTag();
        var body = ReadBody(["elif", "else", "endif"]);
        Statement otherwise = (_, _) => Flow.Next;
        _tokens.Expect(TokenKind.BeginTag, "{% endif %}");
        if (_tokens.TryTake("elif"))
            otherwise = ReadIf();
        else if (_tokens.TryTake("else"))
        {
            EndTag();
            otherwise = ReadBody(["endif"]);
            TakeTag("endif");
        }
        else
        {
            _tokens.Expect("endif");
            EndTag();
        }

        return (scope, output) => Value.IsTrue(condition(scope)) ? body(scope, output) : otherwise(scope, output);
    }

    private Statement ReadFor()
    {
        var names = new List<string> { _tokens.TakeName() };
        while (_tokens.TryTake(","))
            names.Add(_tokens.TakeName());
        _tokens.Expect("in");
        var items = _expressions.ReadOr();
        var condition = _tokens.TryTake("if") ? _expressions.Read() : null;
        EndTag();
        var body = ReadBody(["else", "endfor"]);
        Statement otherwise = (_, _) => Flow.Next;
        if (_tokens.Second.Is("else"))
        {
            TakeTag("else");
            otherwise = ReadBody(["endfor"]);
        }

        TakeTag("endfor");
        return new Loop(names, items, condition, body, otherwise).Run;
    }

    private Statement ReadSet()
    {
        var name = _tokens.TakeName();
        var field = _tokens.TryTake(".") ? _tokens.TakeName() : null;
        if (!_tokens.TryTake("="))
            return ReadSetBlock(name);
        var value = _expressions.Read();
        EndTag();
        return (scope, _) =>
        {
            if (field is null)
                scope[name] = value(scope);
            else if (scope[name] is Dictionary<string, object?> fields)
                fields[field] = value(scope);
            else
                throw new TemplateException($"'{name}' has no fields that can be set");
            return Flow.Next;
        };
    }

    private Statement ReadSetBlock(string name)
    {
        EndTag();
        var body = ReadBody(["endset"]);
        TakeTag("endset");
        return (scope, _) =>
        {
            var text = new StringBuilder();
            var flow = body(scope, text);
            scope[name] = text.ToString();
            return flow;
        };
    }
}
