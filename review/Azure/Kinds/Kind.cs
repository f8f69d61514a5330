using System.Text.RegularExpressions;

namespace Platform.Review.Azure.Kinds;

/// <summary>All that is known of a kind of resource: one more kind is one row more.</summary>
/// <param name="Type">Pulumi's: <c>azure-native:keyvault:Vault</c>.</param>
internal sealed partial record Kind(string Type)
{
    public const string AzureNative = "azure-native:";

    /// <summary>
    /// Where Azure Resource Manager has it: below a resource group, or from the root where it begins with a slash. <c>{input}</c> is the
    /// input of that name; <c>{input=x}</c> is x where the input is left out. Null for what is not in Azure.
    /// Sources: the resource types of https://learn.microsoft.com/azure/templates.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>What a picture calls one of the kind; the words of its type, unless given.</summary>
    public string? Label { get; init; }

    /// <summary>Whether it is a node of a picture.</summary>
    public KindRole Role { get; init; }

    /// <summary>Whether two of a component are shown as one node already, not only a crowd.</summary>
    public bool Gathers { get; init; }

    /// <summary>What is lost with it.</summary>
    public Holding Holds { get; init; }

    /// <summary>Whether it takes tags; from the schema of Azure Native 3.28.</summary>
    public bool IsTaggable { get; init; }

    /// <summary>Whether it has logs or metrics of its own to send to a workspace.</summary>
    public bool HasLogs { get; init; }

    /// <summary>
    /// Who says that it costs nothing itself: what it is a part of, or what it makes happen, is paid for. Null for what is paid for, which
    /// <c>BillableKinds</c> prices.
    /// </summary>
    public string? Free { get; init; }

    /// <summary>
    /// Inputs for which the provider creates it anew, besides those of its path; <c>*</c> for all. azure-native does so for what the API's
    /// description marks as set on creation only (<c>x-ms-mutability</c>) at the top of the body, and for a list of its own:
    /// https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/gen/replacement.go.
    /// </summary>
    public string[] ForceNew { get; init; } = [];

    /// <summary>Inputs that change in place although all others force a new one.</summary>
    public string[] InPlace { get; init; } = [];

    /// <summary>
    /// Inputs that Azure keeps as they were made, and that the provider nevertheless updates in place: the deployment fails. Whoever wants
    /// such a change gives the resource another name, or the input to <c>ReplaceOnChanges</c>.
    /// </summary>
    public string[] Fixed { get; init; } = [];

    /// <summary>Changes that Azure refuses in one direction, or while in use.</summary>
    public OneWay[] Refused { get; init; } = [];

    public bool IsAzure => Type.StartsWith(AzureNative, StringComparison.Ordinal);

    /// <summary>azure-native's name of it: <c>keyvault:Vault</c>.</summary>
    public string Name => IsAzure ? Type[AzureNative.Length..] : Type;

    /// <summary>Azure's name of it, as far as no input says it: <c>Microsoft.KeyVault/vaults</c>.</summary>
    public string AzureType => ArmType.In(Path is { Length: > 0 } path ? $"/providers/{path.Split("/providers/")[^1]}" : "")
        // Records of every type are alike
        .Replace("{recordType}", "A", StringComparison.Ordinal);

    /// <summary>The inputs that are parts of its path, in order.</summary>
    public string[] PathInputs => field ??= [.. Part().Matches(Path ?? "").Select(match => match.Value)];

    /// <summary>
    /// The input that is the last part of the id, which Azure Native makes up where it is left out; null where the last part is the same
    /// for all.
    /// </summary>
    public string? NameInput => LastPart().Match(Path ?? "") is { Success: true } last ? last.Groups[1].Value : null;

    [GeneratedRegex(@"(?<=\{)\w+")]
    private static partial Regex Part();

    [GeneratedRegex(@"\{(\w+)\}$")]
    private static partial Regex LastPart();
}
