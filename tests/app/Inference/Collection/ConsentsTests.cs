using Platform.Inference.Collection;

namespace Platform.Inference.Tests.Collection;

public sealed class ConsentsTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 26, 21, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_FileOfBilling_GivesPurposesByPseudonym()
    {
        var consents = Consents.Read(
            Bytes(Agreed.Document(_now, ("sub-1", ["monitoring", "training"]), ("sub-2", ["training", "unknown"]))), _now);

        Assert.Equal(
            [Purposes.Monitoring | Purposes.Training, Purposes.Training, Purposes.None],
            new[] { "sub-1", "sub-2", "sub-3" }.Select(sid => consents.Of(Agreed.Pseudonym(sid, 2026))));
    }

    [Fact]
    public void Of_KnownSecret_IsWhatBillingCallsTheSubscription() => Assert.Equal(
        "9ccb7916d92e9c4df31f1e3a4a043459a2a7165582fde711a078ff9012819489",
        new Pseudonyms("0123456789abcdef0123456789abcdef"u8.ToArray(), 2026).Of("sub-1"));

    [Theory]
    [InlineData("", "broken", "the consent file cannot be read, from line 1 on")]
    [InlineData(
        """{"v":1,"written":"2026-11-26T21:00:00+00:00","entry":1,"sha256":"","consents":{"a""", "broken",
        "the consent file cannot be read, from line 1 on")]
    [InlineData("null", "broken", "the consent file is null")]
    [InlineData("""{"v":1}""", "broken", "the consent file cannot be read, from line 1 on")]
    [InlineData(
        """{"v":1,"written":"2026-11-26T21:00:00+00:00","entry":1,"sha256":"","consents":null}""", "broken",
        "the consent file cannot be read, from line 1 on")]
    [InlineData(
        """{"v":2,"written":"2026-11-26T21:00:00+00:00","entry":1,"sha256":"","consents":{}}""", "foreign",
        "the consent file is of form 2; expected 1")]
    [InlineData(
        """{"v":1,"written":"2026-11-26T21:00:00+00:00","entry":1,"sha256":"","consents":{"sub-1":["training"]}}""", "foreign",
        "the consent file has something else than pseudonyms: expected 64 digits of lower-case hex")]
    [InlineData(
        """{"v":1,"written":"2026-11-26T20:49:59+00:00","entry":1,"sha256":"","consents":{}}""", "old",
        "the consent file was written at 2026-11-26 20:49:59Z, more than 10 minutes ago")]
    [InlineData(
        """{"v":1,"written":"2026-11-26T21:05:00+00:00","entry":1,"sha256":"","consents":{}}""", "foreign",
        "the consent file was written at 2026-11-26 21:05:00Z, which is still to come")]
    public void Read_AnythingElse_IsRefusedWithItsReason(string document, string reason, string message)
    {
        var fault = Assert.Throws<NoConsentException>(() => Consents.Read(Bytes(document), _now));

        Assert.Equal((reason, message), (fault.Reason, fault.Message));
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
