using System.Globalization;
using System.Text;
using Platform.Review.Evaluation;
using Platform.Review.Plans;

namespace Platform.Review.Report.Plans;

/// <summary>The resources by component, each below its parent, for whoever wants to see what there is.</summary>
internal sealed class TreePlanFormat : IPlanFormat
{
    public string Write(Plan plan)
    {
        var children = plan.Resources.ToLookup(resource => resource.Parent);
        var text = new StringBuilder();
        var custom = plan.Resources.Count(resource => resource.Custom);
        text.Append(CultureInfo.InvariantCulture, $"{plan.Project} {plan.Stack}: ");
        text.Append(
            CultureInfo.InvariantCulture, $"{Counted(custom, "resource")} in {Counted(plan.Resources.Count - custom - 1, "component")}\n");
        foreach (var root in children[null])
            WriteChildren(text, children, root, "  ");
        text.Append("\noutputs\n");
        foreach (var (name, value) in plan.Outputs)
            text.Append(CultureInfo.InvariantCulture, $"  {name}: {value}\n");
        return text.ToString();
    }

    private static void WriteChildren(StringBuilder text, ILookup<string?, PlannedResource> children, PlannedResource parent, string indent)
    {
        foreach (var child in children[parent.Path])
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}{child.Name}  {child.Type}{Notes(child, children)}\n");
            WriteChildren(text, children, child, indent + "  ");
        }
    }

    private static string Notes(PlannedResource resource, ILookup<string?, PlannedResource> children)
    {
        var notes = new List<string>();
        if (!resource.Custom)
            notes.Add(Counted(Count(resource, children), "resource"));
        if (resource.Options.Protect is true)
            notes.Add("protected");
        return notes.Count == 0 ? "" : $"  ({string.Join(", ", notes)})";
    }

    private static string Counted(int count, string what)
        => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static int Count(PlannedResource resource, ILookup<string?, PlannedResource> children)
        => children[resource.Path].Sum(child => (child.Custom ? 1 : 0) + Count(child, children));
}
