using System.CommandLine;
using Platform.Review.AzureTypes;
using Platform.Review.AzureTypes.Generation;

namespace Platform.Review.Commands;

/// <summary><c>kinds</c>: writes from azure-native's npm package how it puts each kind of resource to Azure.</summary>
internal static class KindsCommand
{
    public static Command Create()
    {
        var package = new Option<string>("--package")
        {
            Description = "Where @pulumi/azure-native is unpacked, of the version in Directory.Packages.props",
            HelpName = "DIR",
            Required = true,
        };
        var root = RootOption.Create();
        var command = new Command("kinds", $"Writes {AzureKinds.File}, by which check holds plans to Azure's own types.") { package, root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = KindTable.Write(new Package(parsed.GetRequiredValue(package)));
            await WholeFile.WriteAsync(Path.Combine(parsed.Read(root).Root, AzureKinds.File), text, cancellationToken);
        });
        return command;
    }
}
