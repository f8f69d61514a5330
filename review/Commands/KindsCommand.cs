using System.CommandLine;
using Platform.Review.AzureTypes;
using Platform.Review.AzureTypes.Generation;
using Platform.Review.KubernetesTypes;
using Platform.Review.KubernetesTypes.Generation;

namespace Platform.Review.Commands;

/// <summary><c>kinds</c>: writes from npm packages what check knows of Azure's kinds of resources and of Kubernetes' objects.</summary>
internal static class KindsCommand
{
    public static Command Create()
    {
        var package = new Option<string?>("--package")
        {
            Description = "Where @pulumi/azure-native is unpacked, of the version in Directory.Packages.props",
            HelpName = "DIR",
        };
        var kubernetes = new Option<string?>("--kubernetes")
        {
            Description = "A node_modules with kubernetes-models, @kubernetes-models/apimachinery and @kubernetes-models/keda",
            HelpName = "DIR",
        };
        var root = RootOption.Create();
        var command = new Command(
            "kinds", $"Writes {AzureKinds.File} and {ObjectSchemas.File}, by which check holds plans to published types.")
        {
            package, kubernetes, root,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(package) is null && result.GetValue(kubernetes) is null)
                result.AddError("Give --package DIR, for Azure's kinds, --kubernetes DIR, for those of Kubernetes, or both.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var at = parsed.Read(root).Root;
            var files = new List<(string, string)>();
            if (parsed.GetValue(package) is { } azure)
                files.Add((Path.Combine(at, AzureKinds.File), KindTable.Write(new Package(azure))));
            if (parsed.GetValue(kubernetes) is { } modules)
                files.Add((Path.Combine(at, ObjectSchemas.File), new SchemaTable(modules).Write()));
            await WholeFile.WriteAllAsync(files, cancellationToken);
        });
        return command;
    }
}
