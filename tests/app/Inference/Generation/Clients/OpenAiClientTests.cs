using System.ClientModel;
using System.ClientModel.Primitives;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using Platform.Inference.Tests.Generation.Http;

namespace Platform.Inference.Tests.Generation.Clients;

/// <summary>OpenAI's clients, as they are.</summary>
public sealed class OpenAiClientTests(SumServer shared) : IClassFixture<SumServer>
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Generation", "Clients");
    private static readonly (string Text, int Tokens, string Reason) _expected = SumServer.After(
        [0, .. DecoderFolder.TokensOf("ab"), 1], 20);

    [Fact]
    public async Task ClientOfDotNet_Completes_AndStreams()
    {
        var client = Client().GetChatClient("sum");
        var options = new ChatCompletionOptions { MaxOutputTokenCount = 20, Temperature = 0 };
        var whole = (await client.CompleteChatAsync([new UserChatMessage("ab")], options)).Value;
        Assert.Equal(
            (_expected.Text, 4, _expected.Tokens), (whole.Content[0].Text, whole.Usage.InputTokenCount, whole.Usage.OutputTokenCount));
        Assert.Equal(
            _expected.Reason == "stop" ? OpenAI.Chat.ChatFinishReason.Stop : OpenAI.Chat.ChatFinishReason.Length, whole.FinishReason);

        var (text, usage) = ("", default(ChatTokenUsage));
        await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("ab")], options))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
        }

        Assert.Equal((_expected.Text, 4 + _expected.Tokens), (text, usage!.TotalTokenCount));
    }

    [Fact]
    public async Task ClientOfDotNet_IsToldWhatIsWrong()
    {
        var missing = await Assert.ThrowsAsync<ClientResultException>(
            async () => await Client().GetChatClient("nope").CompleteChatAsync("a"));
        Assert.Equal((404, true), (missing.Status, missing.Message.Contains("model 'nope' not found", StringComparison.Ordinal)));
        var refused = await Assert.ThrowsAsync<ClientResultException>(
            async () => await Client().GetChatClient("sum")
                .CompleteChatAsync([new UserChatMessage("a")], new ChatCompletionOptions { IncludeLogProbabilities = true }));
        Assert.Contains("'logprobs' is not supported; leave it out", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientOfDotNet_ListsModels()
        => Assert.Equal(["sum"], (await Client().GetOpenAIModelClient().GetModelsAsync()).Value.Select(model => model.Id));

    [Fact]
    public async Task IChatClient_OfExtensionsAI_Answers_AndStreams()
    {
        using var client = Client().GetChatClient("sum").AsIChatClient();
        var options = new ChatOptions { MaxOutputTokens = 20, Temperature = 0, Seed = 1 };
        var whole = await client.GetResponseAsync("ab", options);
        Assert.Equal((_expected.Text, (long?)_expected.Tokens), (whole.Text, whole.Usage!.OutputTokenCount));
        var text = "";
        await foreach (var update in client.GetStreamingResponseAsync("ab", options))
            text += update.Text;
        Assert.Equal(_expected.Text, text);
    }

    [SkippableFact]
    public async Task ClientOfJavaScript_IsServed()
    {
        await InstallAsync();
        var (exitCode, output) = await RunAsync("node", "client.mjs", shared.Server.Addresses.First());
        Assert.True(exitCode == 0, output);
        var answers = JsonNode.Parse(output)!;
        var whole = new object[] { _expected.Text, _expected.Reason, 4 + _expected.Tokens };
        foreach (var (name, expected) in new (string, object)[]
        {
            ("chat", whole), ("stream", whole), ("completion", SumServer.After(DecoderFolder.TokensOf("abc"), 10).Text),
            ("models", new[] { "sum" }),
            ("notFound", new object?[] { "NotFoundError", 404, "model_not_found", null, "model 'nope' not found" }),
            ("refused", new object[] { "BadRequestError", 400, "unsupported_parameter", "n", "'n' is not supported; leave it out" }),
            ("embeddings", new object?[] { "BadRequestError", 400, null, "model", "model 'sum' gives no embeddings" }),
        })
            Assert.Equal((name, JsonSerializer.Serialize(expected)), (name, JsonSerializer.Serialize(answers[name])));
    }

    private OpenAIClient Client() => new(
        new ApiKeyCredential("none"),
        new OpenAIClientOptions { Endpoint = new Uri($"{shared.Server.Addresses.First()}/v1"), RetryPolicy = new ClientRetryPolicy(0) });

    private static async Task InstallAsync()
    {
        try
        {
            var (exitCode, output) = await RunAsync(
                OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Skip.If(exitCode != 0, $"the npm registry does not give openai: {output}");
        }
        catch (Win32Exception)
        {
            Skip.If(true, "there is no Node.js with npm on this machine");
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }
}
