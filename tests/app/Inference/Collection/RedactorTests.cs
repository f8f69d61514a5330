using Platform.Inference.Collection.Redaction;

namespace Platform.Inference.Tests.Collection;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("write to jane.doe+x@mail.example.co.uk, or j@x.io!", "write to [email], or [email]!")]
    [InlineData("josé.núñez@exämple.de", "[email]")]
    [InlineData("card 4111 1111 1111 1111, 5500-0000-0000-0004 and 378282246310005", "card [card], [card] and [card]")]
    [InlineData("order 4111 1111 1111 1112", "order 4111 1111 1111 1112")]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00 thanks", "IBAN [iban] thanks")]
    [InlineData("gb82west12345698765432", "[iban]")]
    [InlineData("DE89370400440532013001", "DE89370400440532013001")]
    [InlineData("from 192.168.0.1 and 2001:db8::ff00:42:8329 by 00:1A:2b:3C:4d:5E", "from [address] and [address] by [address]")]
    [InlineData("::1", "[address]")]
    [InlineData("version 1.2.3 at 12:30:45, 3:1", "version 1.2.3 at 12:30:45, 3:1")]
    [InlineData("call +49 (30) 1234-5678 or 0044 20 7946 0958", "call [phone] or [phone]")]
    [InlineData("call (555) 123-4567, 555-123-4567 or 030 12345678.", "call [phone], [phone] or [phone].")]
    [InlineData("in 2026 it was 1500.50 for 42 people", "in 2026 it was 1500.50 for 42 people")]
    [InlineData("US 078-05-1120", "US [id]")]
    [InlineData("US 000-05-1120", "US 000-05-1120")]
    [InlineData("UK AB 12 34 56 C", "UK [id]")]
    [InlineData("DE 86095742719", "DE [id]")]
    [InlineData("ES 12345678Z and X1234567L", "ES [id] and [id]")]
    [InlineData("IT RSSMRA85T10A562S", "IT [id]")]
    [InlineData("FR 2 55 08 14 168 025 38", "FR [id]")]
    [InlineData("PL 44051401359", "PL [id]")]
    [InlineData("SE 811228-9874", "SE [id]")]
    [InlineData("blue-collar", "blue-collar")]
    [InlineData("", "")]
    public void Redact_Text_TakesOutWhatHasAForm(string text, string expected) => Assert.Equal(expected, Redactor.Redact(text));

    /// <summary>What a caller sends must not cost the server more than its length.</summary>
    [Theory, InlineData("a"), InlineData("1"), InlineData("1 "), InlineData("a@"), InlineData("1."), InlineData(":"), InlineData("AB12 ")]
    public void Redact_LongText_EndsSoon(string part)
    {
        var began = TimeProvider.System.GetTimestamp();

        Redactor.Redact(string.Concat(Enumerable.Repeat(part, 60_000 / part.Length)) + "x@1");

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }
}
