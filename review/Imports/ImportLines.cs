using Platform.Review.Azure.Kinds;
using Platform.Review.Diff.Matching;
using Platform.Review.Plans;

namespace Platform.Review.Imports;

/// <summary>
/// What to run where a create has failed and the thing is there all the same, so that the next one refuses it.
/// https://github.com/pulumi/pulumi-azure-native/issues/4761
/// </summary>
internal static class ImportLines
{
    /// <param name="path">Of a resource, or of what several are in; or how their paths begin.</param>
    /// <exception cref="ReviewException">There is no such path, or nothing of it can be imported.</exception>
    public static IReadOnlyList<string> Of(Plan plan, string path)
    {
        var found = plan.Resources.Where(resource => resource.Custom && IsBelow(resource.Path, path)).ToArray();
        if (found is [])
            throw Fault(
                $"The plan of stack '{plan.Stack}' has no path that begins with '{path}'; "
                + $"`dotnet platform.cs plan --stack {plan.Stack}` lists them all.");
        var urns = new Urns(plan);
        var lines = found.Select(resource => (resource, Id: IdOf(resource))).Where(each => each.Id is not null)
            .Select(each => Line(plan, urns, each.resource, each.Id!)).ToArray();
        return lines is not []
            ? lines
            : throw Fault(
                $"Nothing is to be imported at '{path}': the name of {string.Join(", ", found.Select(each => each.Path))} in the cloud is "
                + "made up anew with each creation, so that none meets the one that is there. Run `pulumi up` again, and delete what is "
                + "left over.");
    }

    private static bool IsBelow(string path, string start)
        => path.StartsWith(start, StringComparison.Ordinal);

    // What the program does not name, it will never find
    private static string? IdOf(PlannedResource resource) => resource.Type.Split(':')[0] switch
    {
        "azure-native" when KindCatalogue.Find(resource.Type)?.NameInput is { } input && resource.Inputs[input] is null => null,
        "azure-native" => PlannedId.Of(resource),
        "kubernetes" when resource.Inputs["metadata"]?["name"] is { } name =>
            resource.Inputs["metadata"]!["namespace"] is { } space ? $"{space}/{name}" : $"{name}",
        _ => null,
    };

    private static string Line(Plan plan, Urns urns, PlannedResource resource, string id)
    {
        var parent = urns.ParentOf(resource) is { Parent: not null } above ? $" --parent '{above.Name}={urns.Of(above)}'" : "";
        var path = resource.Options.Provider ?? StackProvider.Of(resource.Type, plan.Resources.Select(each => (each.Path, each.Type)));
        var provider = plan.Resources.FirstOrDefault(each => each.Path == path) is { } own
            ? $" --provider '{own.Name}={urns.Of(own)}'"
            : "";
        var protect = resource.Options.Protect is true ? "true" : "false";
        return $"pulumi import --stack {plan.Stack} --yes --generate-code=false --protect={protect}{parent}{provider} "
            + $"'{resource.Type}' '{resource.Name}' '{id}'";
    }

    private static ReviewException Fault(string message) => new(message) { ExitCode = ExitCodes.NothingToImport };
}
