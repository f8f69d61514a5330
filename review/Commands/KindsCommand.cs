using System.CommandLine;
using Platform.Review.AzureTypes;
using Platform.Review.AzureTypes.Generation;
using Platform.Review.KubernetesTypes;
using Platform.Review.KubernetesTypes.Generation;
using Platform.Verbs;

namespace Platform.Review.Commands;

/// <summary><c>kinds</c>: writes from npm packages what check knows of Azure's kinds of resources and of Kubernetes' objects.</summary>
internal static class KindsCommand
{
    public static Command Create()
    {
        var package = Options.Text(
            "--package", "DIR", "the folder of @pulumi/azure-native, unpacked, of the version in Directory.Packages.props");
        var kubernetes = Options.Text(
            "--kubernetes", "DIR", "a node_modules with kubernetes-models and @kubernetes-models/{apimachinery,keda}");
        var root = RootOption.Create();
        var command = Verb.Kinds.ToCommand(package, kubernetes, root);
        command.Require(result => result.IsGiven(package) || result.IsGiven(kubernetes)
            ? null
            : "kinds wants the folder of a package: --package DIR, --kubernetes DIR, or both");
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
