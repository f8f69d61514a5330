using System.CommandLine;

namespace Platform.Evaluation.Commands;

/// <summary>Where models and their training lie: said by whoever hands over, not by people.</summary>
internal static class FolderOptions
{
    public static Option<string> Models()
        => new("--models")
        {
            Description = "the folder of models", HelpName = "DIR", Hidden = true, DefaultValueFactory = _ => Path.Combine("app", "models"),
        };

    /// <summary>Null where nothing is trained.</summary>
    public static Option<string?> Training()
        => new("--training") { Description = "the folder of the script that trains them", HelpName = "DIR", Hidden = true };
}
