using System.Text;

namespace Platform.Inference.Generation.Templates;

/// <summary><c>{% for … %}</c>.</summary>
/// <param name="names">One, or as many as each item has.</param>
/// <param name="items">What it goes through.</param>
/// <param name="condition">Which of them; null for all.</param>
/// <param name="body">For each.</param>
/// <param name="otherwise">Where there is none.</param>
internal sealed class Loop(List<string> names, Expression items, Expression? condition, Statement body, Statement otherwise)
{
    public Flow Run(Scope scope, StringBuilder output)
    {
        var chosen = Value.Items(items(scope)).Where(item => condition is null || Value.IsTrue(condition(Inner(scope, item)))).ToList();
        if (chosen.Count == 0)
            return otherwise(scope, output);
        for (var i = 0; i < chosen.Count; i++)
        {
            var inner = Inner(scope, chosen[i]);
            inner["loop"] = State(chosen, i);
            if (body(inner, output) == Flow.Break)
                break;
        }

        return Flow.Next;
    }

    private static Dictionary<string, object?> State(List<object?> items, int index) => new()
    {
        ["index"] = index + 1L,
        ["index0"] = (long)index,
        ["revindex"] = (long)items.Count - index,
        ["revindex0"] = items.Count - index - 1L,
        ["first"] = index == 0,
        ["last"] = index == items.Count - 1,
        ["length"] = (long)items.Count,
        ["previtem"] = index > 0 ? items[index - 1] : Value.Undefined,
        ["nextitem"] = index < items.Count - 1 ? items[index + 1] : Value.Undefined,
    };

    private Scope Inner(Scope scope, object? item)
    {
        var inner = new Scope(scope);
        if (names.Count == 1)
        {
            inner[names[0]] = item;
            return inner;
        }

        var parts = Value.Items(item).ToList();
        if (parts.Count != names.Count)
            throw new TemplateException($"an item of {parts.Count} parts does not go into {names.Count} names");
        for (var i = 0; i < parts.Count; i++)
            inner[names[i]] = parts[i];
        return inner;
    }
}
