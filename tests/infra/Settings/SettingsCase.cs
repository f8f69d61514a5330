using Platform.Infra.Settings;

namespace Platform.Infra.Tests.Settings;

/// <summary>Settings of a stack <c>test</c> that says only what it must, and what a test changes.</summary>
internal static class SettingsCase
{
    private static readonly Dictionary<string, string> _required = new()
    {
        [SubscriptionSettings.IdKey] = "12345678-aaaa-bbbb-cccc-1234567890ab",
        [SubscriptionSettings.TenantKey] = "87654321-aaaa-bbbb-cccc-1234567890ab",
        ["owner"] = "team",
        ["networkIsolation"] = "public",
        ["alertEmails"] = """["a@example.com"]""",
        ["gatewayPublisherName"] = "Contoso",
        ["gatewayPublisherEmail"] = "apis@example.com",
    };

    /// <param name="changes">A null value takes the setting away.</param>
    public static PlatformSettings Load(params (string Key, string? Value)[] changes) => PlatformSettings.Load(Reader("test", changes));

    public static SettingsReader Reader(string stack, params (string Key, string? Value)[] changes)
    {
        var values = new Dictionary<string, string>(_required);
        foreach (var (key, value) in changes)
            if (value is null)
                values.Remove(key);
            else
                values[key] = value;
        return new(stack, values.GetValueOrDefault);
    }

    public static string Message(params (string Key, string? Value)[] changes)
        => Assert.Throws<InvalidSettingsException>(() => Load(changes)).Message;

    /// <summary>The whole message of one problem.</summary>
    public static string Problem(string subject, string given, string allowed, string remedy)
        => $"The settings of stack 'test' have 1 problem; nothing was changed:\n  {subject} is {given}; allowed: {allowed}\n    {remedy}";
}
