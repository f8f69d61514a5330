using System.Text;
using Platform.Gateway.Policies.Tokens;

namespace Platform.Gateway.Tests.Policies.Tokens;

public sealed class TokenTextTests
{
    [Theory]
    [InlineData(
        """{"messages":[{"role":"system","content":"1234"},{"role":"user","content":[{"type":"text","text":"5678"}"""
        + """,{"type":"image_url"}]}]}""", 8)]
    [InlineData("""{"prompt":"1234"}""", 4)]
    [InlineData("""{"prompt":["12","34"]}""", 4)]
    [InlineData("""{"input":[{"role":"user","content":"é"}],"instructions":"12"}""", 4)]
    [InlineData("""{"input":[[1,2],[3]]}""", 0)]
    [InlineData("""{"model":"m"}""", 0)]
    public void Prompt_IsWhatTheModelReads(string request, long bytes) => Assert.Equal(bytes, TokenText.PromptBytes(Parse(request)));

    [Theory]
    [InlineData("""{"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""", 3, 4, 7)]
    [InlineData("""{"usage":{"prompt_tokens":3,"total_tokens":3}}""", 3, 0, 3)]
    [InlineData("""{"usage":{"input_tokens":3,"output_tokens":4}}""", 3, 4, 7)]
    [InlineData("""{"type":"response.completed","response":{"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":9}}}""", 1, 2, 9)]
    public void Usage_IsReadInEachForm(string answer, long prompt, long completion, long total)
        => Assert.Equal(new TokenUsage(prompt, completion, total), TokenText.Usage(Parse(answer)));

    [Theory]
    [InlineData("""{"usage":null}""")]
    [InlineData("""{"usage":"many"}""")]
    [InlineData("""{"id":"a"}""")]
    public void Usage_ThatIsNotThere_IsNone(string answer) => Assert.Null(TokenText.Usage(Parse(answer)));

    [Theory]
    [InlineData("[1]")]
    [InlineData("no json")]
    [InlineData("")]
    public void Text_ThatIsNoObject_IsNone(string text) => Assert.Null(TokenText.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"12"}},{"delta":{"content":"3"}}]}""", 3)]
    [InlineData("""{"choices":[{"text":"12"}]}""", 2)]
    [InlineData("""{"type":"response.output_text.delta","delta":"1234"}""", 4)]
    [InlineData("""{"choices":[{"delta":{"role":"assistant"}}]}""", 0)]
    public void Completion_IsWhatAnEventAdds(string data, long bytes) => Assert.Equal(bytes, TokenText.CompletionBytes(Parse(data)));

    [Fact]
    public void Events_WithALineWithoutEnd_AreNotKept()
    {
        var events = new UsageEvents(prompt: 1);
        for (var piece = 0; piece < 64; piece++)
            events.Add(new byte[1 << 20]);
        events.Add("\ndata: {\"usage\":{\"prompt_tokens\":5}}\r\n"u8.ToArray());

        Assert.Equal(new TokenUsage(5, 0, 5), events.Usage);
    }

    private static System.Text.Json.JsonElement Parse(string text) => TokenText.Parse(Encoding.UTF8.GetBytes(text))!.Value;
}
