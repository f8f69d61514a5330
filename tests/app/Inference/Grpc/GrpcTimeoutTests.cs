using Microsoft.AspNetCore.Http;
using Platform.Inference.Grpc;

namespace Platform.Inference.Tests.Grpc;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData("2H", 7_200_000)]
    [InlineData("3M", 180_000)]
    [InlineData("4S", 4_000)]
    [InlineData("9999999m", 9_999_999)]
    [InlineData("24H", 86_400_000)]
    [InlineData("99999999S", 86_400_000)]
    [InlineData("99999999H", 86_400_000)]
    [InlineData("1500u", 1.5)]
    [InlineData("1000000n", 1)]
    [InlineData("99n", 0)]
    [InlineData("0S", 0)]
    public void Timeout_InEachUnit_IsRead(string given, double milliseconds)
        => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Of(given));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("5")]
    [InlineData("5s")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData("1.5S")]
    [InlineData(" 1S")]
    [InlineData("100000000S")]
    public void Timeout_ThatIsNone_CountsAsNothing(string? given) => Assert.Null(Of(given));

    private static TimeSpan? Of(string? given) => GrpcTimeout.Of(new HeaderDictionary { ["grpc-timeout"] = given });
}
