using System.Net;
using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.Generation.Http;

public sealed class ChatTests(SumServer shared) : IClassFixture<SumServer>
{
    /// <summary>As the template of the model writes the one message "ab".</summary>
    private static readonly int[] _prompt = [0, .. DecoderFolder.TokensOf("ab"), 1];

    private static readonly (string Text, int Tokens, string Reason) _expected = SumServer.After(_prompt, 20);

    [Fact]
    public async Task Messages_AreAnswered()
    {
        var answer = await AskAsync("""{"model":"sum","messages":[{"role":"user","content":"ab"}],"max_tokens":20}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var json = answer.Json;
        Assert.Equal(["id", "object", "created", "model", "choices", "usage"], json.AsObject().Select(field => field.Key));
        Assert.StartsWith("chatcmpl-", (string)json["id"]!, StringComparison.Ordinal);
        Assert.Equal(("chat.completion", "sum"), ((string)json["object"]!, (string)json["model"]!));
        Assert.Equal(
            $$"""[{"index":0,"message":{"role":"assistant","content":{{JsonValue.Create(_expected.Text).ToJsonString()}},"refusal":"""
            + $$"""null},"logprobs":null,"finish_reason":"{{_expected.Reason}}"}]""",
            JsonNode.Parse(json["choices"]!.ToJsonString())!.ToJsonString());
        Assert.Equal(
            $$"""{"prompt_tokens":4,"completion_tokens":{{_expected.Tokens}},"total_tokens":{{4 + _expected.Tokens}}}""",
            json["usage"]!.ToJsonString());
    }

    [Fact]
    public async Task Stream_HasARole_Pieces_OneReason_AndAnEnd()
    {
        var answer = await AskAsync(
            """{"model":"sum","messages":[{"role":"user","content":"ab"}],"max_completion_tokens":20,"stream":true}""");
        var chunks = SseEvents.Chunks(answer);
        Assert.Equal("""{"role":"assistant","content":""}""", chunks[0]["choices"]![0]!["delta"]!.ToJsonString());
        Assert.Equal(_expected.Text, string.Concat(chunks[1..^1].Select(chunk => (string)chunk["choices"]![0]!["delta"]!["content"]!)));
        Assert.All(chunks[..^1], chunk => Assert.Null(chunk["choices"]![0]!["finish_reason"]));
        Assert.Equal(
            $$"""{"index":0,"delta":{},"logprobs":null,"finish_reason":"{{_expected.Reason}}"}""",
            chunks[^1]["choices"]![0]!.ToJsonString());
        Assert.Single(chunks.Select(chunk => (string)chunk["id"]!).Distinct());
        Assert.All(
            chunks, chunk => Assert.Equal(["id", "object", "created", "model", "choices"], chunk.AsObject().Select(field => field.Key)));
        Assert.All(chunks, chunk => Assert.Equal("chat.completion.chunk", (string)chunk["object"]!));
        Assert.Equal(
            ("no-cache", "no"),
            (answer.Response.Headers.CacheControl!.ToString(), answer.Response.Headers.GetValues("X-Accel-Buffering").Single()));
    }

    [Fact]
    public async Task Stream_WithUsage_EndsWithNumbersAndNoChoices()
    {
        var chunks = SseEvents.Chunks(await AskAsync(
            """{"model":"sum","messages":[{"role":"user","content":"ab"}],"max_tokens":20,"stream":true,"stream_options":"""
            + """{"include_usage":true}}"""));
        Assert.Equal("[]", chunks[^1]["choices"]!.ToJsonString());
        Assert.Equal(
            $$"""{"prompt_tokens":4,"completion_tokens":{{_expected.Tokens}},"total_tokens":{{4 + _expected.Tokens}}}""",
            chunks[^1]["usage"]!.ToJsonString());
        Assert.All(chunks[..^1], chunk => Assert.True(chunk.AsObject().ContainsKey("usage") && chunk["usage"] is null));
    }

    [Fact]
    public async Task Fields_ThatAskForNothing_AreTaken()
    {
        var plain = await AskAsync("""{"model":"sum","messages":[{"role":"user","content":"ab"}],"max_tokens":20}""");
        var answer = await AskAsync(
            """
            {"model":"sum","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}],"max_tokens":20,"temperature":null,"top_p":null,
             "n":1,"logprobs":false,"stop":null,"stream":null,"stream_options":null,"tools":[],"tool_choice":"none","response_format":{"type":"text"},"user":"u","metadata":{},
             "logit_bias":{},"seed":null,"store":false,"service_tier":"auto","top_logprobs":0,"parallel_tool_calls":false,"functions":[],"function_call":"none","max_completion_tokens":null,"presence_penalty":0,"frequency_penalty":null}
            """);
        Assert.Equal(plain.Json["choices"]!.ToJsonString(), answer.Json["choices"]!.ToJsonString());
    }

    [Fact]
    public async Task StopString_IsNotInTheText_AndNothingOfItWasSent()
    {
        var stop = _expected.Text[3..5];
        var cut = _expected.Text[.._expected.Text.IndexOf(stop, StringComparison.Ordinal)];
        var body = new JsonObject
        {
            ["model"] = "sum", ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "ab" }),
            ["max_tokens"] = 20, ["stop"] = new JsonArray("never", stop),
        };
        var answer = await AskAsync(body.ToJsonString());
        Assert.Equal(
            (cut, "stop"),
            ((string)answer.Json["choices"]![0]!["message"]!["content"]!, (string)answer.Json["choices"]![0]!["finish_reason"]!));
        body["stream"] = true;
        var chunks = SseEvents.Chunks(await AskAsync(body.ToJsonString()));
        Assert.Equal(cut, string.Concat(chunks[1..^1].Select(chunk => (string)chunk["choices"]![0]!["delta"]!["content"]!)));
        Assert.Equal("stop", (string)chunks[^1]["choices"]![0]!["finish_reason"]!);
    }

    public static TheoryData<string, string, string?, string?> BadInputs { get; } = new()
    {
        {
            """{"messages":[{"role":"user","content":"a"}]}""",
            "'model' is missing; expected the name of a model, as GET /v1/models lists them", "model", null
        },
        {
            """{"model":"sum"}""", "'messages' is missing; expected an array of messages, such as [{\"role\":\"user\",\"content\":\"…\"}]",
            "messages", null
        },
        {
            """{"model":"sum","messages":null}""",
            "'messages' is null; expected an array of messages, such as [{\"role\":\"user\",\"content\":\"…\"}]", "messages", null
        },
        {
            """{"model":"sum","messages":[]}""",
            "'messages' is empty; expected an array of messages, such as [{\"role\":\"user\",\"content\":\"…\"}]", "messages", null
        },
        {
            """{"model":"sum","messages":"a"}""",
            "'messages' is a string; expected an array of messages, such as [{\"role\":\"user\",\"content\":\"…\"}]", "messages", null
        },
        { """{"model":"sum","messages":["a"]}""", "'messages[0]' is a string; expected an object", "messages[0]", null },
        {
            """{"model":"sum","messages":[{"content":"a"}]}""",
            "'messages[0].role' is missing; expected 'system', 'developer', 'user' or 'assistant'", "messages[0].role", null
        },
        {
            """{"model":"sum","messages":[{"role":"tool","content":"a"}]}""",
            "'messages[0].role' is 'tool'; expected 'system', 'developer', 'user' or 'assistant'", "messages[0].role", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":null}]}""",
            "'messages[0].content' is null; expected a string, or an array of parts {\"type\":\"text\",\"text\":\"…\"}",
            "messages[0].content", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":[{"type":"image_url"}]}]}""",
            "'messages[0].content[0].type' is 'image_url', which is not supported; expected 'text'", "messages[0].content[0].type", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"\ud83d"}]}""",
            "'messages[0].content' has half of a character, such as \\ud83d alone; expected text of Unicode", "messages[0].content", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":[{"type":"text","text":"\uDE00"}]}]}""",
            "'messages[0].content[0].text' has half of a character, such as \\ud83d alone; expected text of Unicode",
            "messages[0].content[0].text", null
        },
        {
            """{"model":"\ud83d","messages":[{"role":"user","content":"a"}]}""",
            "'model' has half of a character, such as \\ud83d alone; expected text of Unicode", "model", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"user":"\ud83d"}""",
            "'user' has half of a character, such as \\ud83d alone; expected text of Unicode", "user", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"\ud83d":1}""",
            "the name of a field has half of a character, such as \\ud83d alone; expected text of Unicode", null, null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a","name":"b"}]}""",
            "'messages[0].name' is not supported; leave it out", "messages[0].name", "unsupported_parameter"
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a<|model|>b"}]}""",
            "'messages[0].content' has '<|model|>', by which model 'sum' tells turns apart; leave it out", "messages[0].content", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"n":2}""", "'n' is not supported; leave it out", "n",
            "unsupported_parameter"
        },
        { """{"model":"sum","messages":[{"role":"user","content":"a"}],"user":1}""", "'user' is 1; expected a string", "user", null },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"metadata":"a"}""", "'metadata' is a string; expected an object",
            "metadata", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"parallel_tool_calls":1}""",
            "'parallel_tool_calls' is 1; expected true or false", "parallel_tool_calls", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":[]}]}""",
            "'messages[0].content' is empty; expected a string, or an array of parts {\"type\":\"text\",\"text\":\"…\"}",
            "messages[0].content", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"logprobs":true}""", "'logprobs' is not supported; leave it out",
            "logprobs", "unsupported_parameter"
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"tools":[{}]}""", "'tools' is not supported; leave it out",
            "tools", "unsupported_parameter"
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"response_format":{"type":"json_object"}}""",
            "'response_format' is not supported; leave it out", "response_format", "unsupported_parameter"
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"logit_bias":{"1":1}}""",
            "'logit_bias' is not supported; leave it out", "logit_bias", "unsupported_parameter"
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"num_ctx":9}""", "'num_ctx' is not supported; leave it out",
            "num_ctx", "unsupported_parameter"
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"temperature":2.5}""",
            "'temperature' is 2.5; expected a number from 0 to 2", "temperature", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"temperature":"hot"}""",
            "'temperature' is a string; expected a number from 0 to 2", "temperature", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"top_p":0}""", "'top_p' is 0; expected a number above 0, up to 1",
            "top_p", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"top_k":-1}""",
            "'top_k' is -1; expected a whole number from 0 to 2147483647", "top_k", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"min_p":2}""", "'min_p' is 2; expected a number from 0 to 1",
            "min_p", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"repetition_penalty":0}""",
            "'repetition_penalty' is 0; expected a number above 0, up to 2", "repetition_penalty", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"presence_penalty":3}""",
            "'presence_penalty' is 3; expected a number from -2 to 2", "presence_penalty", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"seed":1.5}""", "'seed' is 1.5; expected a whole number", "seed",
            null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"max_tokens":0}""",
            "'max_tokens' is 0; expected a whole number from 1 to 2147483647", "max_tokens", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"max_tokens":1,"max_completion_tokens":2}""",
            "'max_tokens' is 1 and 'max_completion_tokens' is 2, which are names of one thing; give one of them", "max_tokens", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"stop":["a","b","c","d","e"]}""",
            "'stop' has 5 strings; expected a string, or an array of up to 4, none of them empty", "stop", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"stop":""}""",
            "'stop' has an empty string; expected a string, or an array of up to 4, none of them empty", "stop", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"stop":[1]}""",
            "'stop' is an array; expected a string, or an array of up to 4, none of them empty", "stop", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"stream":"yes"}""", "'stream' is a string; expected true or false",
            "stream", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"stream_options":{"include_usage":true}}""",
            "'stream_options' goes with 'stream': true only; leave it out", "stream_options", null
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"stream":true,"stream_options":{"tail":1}}""",
            "'stream_options.tail' is not supported; leave it out", "stream_options.tail", "unsupported_parameter"
        },
        {
            """{"model":"sum","messages":[{"role":"user","content":"a"}],"stream":true,"max_tokens":62}""",
            "'messages' has 3 tokens and 62 more are asked for, and the window of model 'sum' has 64 for both; send or ask for less",
            "messages", "context_length_exceeded"
        },
        {
            $$"""{"model":"sum","messages":[{"role":"user","content":"{{new string('a', 80)}}"}],"stream":true}""",
            "'messages' has 82 tokens, and the window of model 'sum' has 64 for prompt and text together; send less", "messages",
            "context_length_exceeded"
        },
    };

    [Theory]
    [MemberData(nameof(BadInputs))]
    public async Task BadInput_IsRefusedInOpenAisForm(string body, string message, string? field, string? code)
    {
        var answer = await AskAsync(body);
        Assert.Equal((HttpStatusCode.BadRequest, "application/json"), (answer.Status, answer.MediaType));
        var error = answer.Json["error"]!;
        Assert.Equal(
            (message, "invalid_request_error", field, code),
            ((string?)error["message"], (string?)error["type"], (string?)error["param"], (string?)error["code"]));
        Assert.Equal(["message", "type", "param", "code"], error.AsObject().Select(part => part.Key));
    }

    [Fact]
    public async Task WholeCharacter_ThatIsEscaped_IsRead()
    {
        var escaped = await AskAsync("""{"model":"sum","messages":[{"role":"user","content":"\ud83d\ude00"}],"max_tokens":5}""");
        var plain = await AskAsync("""{"model":"sum","messages":[{"role":"user","content":"😀"}],"max_tokens":5}""");
        Assert.Equal(plain.Json["choices"]!.ToJsonString(), escaped.Json["choices"]!.ToJsonString());
    }

    [Fact]
    public async Task Body_ThatIsNoUtf8_IsRefused()
    {
        var answer = await shared.Server.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new ByteArrayContent([.. "{\"model\":\"sum\",\"user\":\""u8, 0xFF, .. "\"}"u8])
            {
                Headers = { { "Content-Type", "application/json" } },
            },
        });
        Assert.Equal(
            (HttpStatusCode.BadRequest, "the body is not UTF-8; expected an object of JSON in it"),
            (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    [Fact]
    public async Task HugeMessage_IsRefusedWithoutReadingItsTokens()
    {
        var answer = await AskAsync($$"""{"model":"sum","messages":[{"role":"user","content":"{{new string('a', 5_000_000)}}"}]}""");
        Assert.Equal(
            "'messages' has 5000000 characters, and the model's window of 64 tokens has at most 64; send less",
            (string?)answer.Json["error"]!["message"]);
    }

    [Fact]
    public async Task UnknownModel_IsNotFoundInOpenAisForm()
    {
        var answer = await AskAsync("""{"model":"gpt-9","messages":[{"role":"user","content":"a"}]}""");
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(
            """{"error":{"message":"model 'gpt-9' not found","type":"invalid_request_error","param":null,"code":"model_not_found"}}""",
            answer.Text);
    }

    [Fact]
    public async Task Template_ThatFails_IsA400WithItsReason()
    {
        using var folder = new DecoderFolder();
        folder.With("tokenizer_config.json", file => file["chat_template"] = "{{ raise_exception('only poems') }}");
        await using var server = await RunningServer.StartAsync("--Models:Root", folder.Path);
        var answer = await server.PostAsync("/v1/chat/completions", """{"model":"sum","messages":[{"role":"user","content":"a"}]}""");
        Assert.Equal(
            (HttpStatusCode.BadRequest, "the chat template of model 'sum' refuses these messages: only poems"),
            (answer.Status, (string?)answer.Json["error"]!["message"]));
    }

    [Fact]
    public async Task Model_WithoutATemplate_HasNoConversations()
    {
        using var folder = new DecoderFolder();
        folder.With("tokenizer_config.json", file => file.Remove("chat_template"));
        await using var server = await RunningServer.StartAsync("--Models:Root", folder.Path);
        var answer = await server.PostAsync("/v1/chat/completions", """{"model":"sum","messages":[{"role":"user","content":"a"}]}""");
        Assert.Equal(
            "model 'sum' has no chat template, and so no conversations; use /v1/completions", (string?)answer.Json["error"]!["message"]);
    }

    private Task<Answer> AskAsync(string body) => shared.Server.PostAsync("/v1/chat/completions", body);
}
