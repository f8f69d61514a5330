namespace Platform.Infra.Settings;

/// <summary>The spelling of regions in <c>az account list-locations</c>, such as <c>westeurope</c>.</summary>
internal static class AzureRegion
{
    public static bool IsValid(string value) =>
        value.Length is >= 4 and <= 30 && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
}
