using Microsoft.Extensions.Options;
using Platform.Inference.Faults;
using Platform.Inference.Generation;
using Platform.Inference.Generation.Http;
using Platform.Inference.Generation.Limits;
using Platform.Inference.Generation.Templates;
using Platform.Inference.Http;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Usage;

namespace Platform.Inference.Conversations;

/// <summary>Conversations that are kept, whose owner is the subscription that the gateway names: <c>/conversations</c>.</summary>
internal static class ConversationEndpoints
{
    /// <summary>Says how many turns the model could not look back on.</summary>
    public const string DroppedHeader = "X-Conversation-Dropped-Turns";

    private const string Path = "/conversations";
    private const int Listed = 100;

    public static void MapConversations(this IEndpointRouteBuilder app)
    {
        var options = app.ServiceProvider.GetRequiredService<IOptions<ConversationOptions>>().Value;
        var store = app.ServiceProvider.GetRequiredService<ConversationStore>();
        var door = app.ServiceProvider.GetRequiredService<TextDoor>();
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        var generation = app.ServiceProvider.GetRequiredService<GenerationHandler>();
        var isOn = options.Database.Length > 0;
        if (isOn)
            store.Open();

        app.MapPost(Path, context => door.HandleAsync(context, async request =>
        {
            RequireOn(isOn);
            var (model, system) = ReadNew(request, models, OwnerOf(context));
            await AnswerAsync(
                context, StatusCodes.Status201Created, await store.CreateAsync(OwnerOf(context), model, system, options.Most),
                withMessages: false);
        })).ShortCircuit().WithMetadata(OpenAiErrors.Instance);
        app.MapPost($"{Path}/{{id}}/messages", context => door.HandleAsync(context, async request =>
        {
            RequireOn(isOn);
            var claim = await store.ClaimAsync(OwnerOf(context), IdOf(context)) ?? throw NotFound(IdOf(context));
            try
            {
                await AppendAsync(request, await FindAsync(store, context), models, store, generation);
            }
            finally
            {
                await store.ReleaseAsync(claim);
            }
        })).ShortCircuit().WithMetadata(OpenAiErrors.Instance);
        app.MapGet(Path, context => door.HandleEmptyAsync(context, async () =>
        {
            RequireOn(isOn);
            var found = await store.ListAsync(OwnerOf(context), Listed);
            await WriteAsync(context, body => ConversationJson.WriteList(found, body));
        })).ShortCircuit().WithMetadata(OpenAiErrors.Instance);
        app.MapGet($"{Path}/{{id}}", context => door.HandleEmptyAsync(context, async () =>
        {
            RequireOn(isOn);
            await AnswerAsync(context, StatusCodes.Status200OK, await FindAsync(store, context), withMessages: true);
        })).ShortCircuit().WithMetadata(OpenAiErrors.Instance);
        app.MapDelete($"{Path}/{{id}}", context => door.HandleEmptyAsync(context, async () =>
        {
            RequireOn(isOn);
            var id = IdOf(context);
            if (!await store.DeleteAsync(OwnerOf(context), id))
                throw NotFound(id);
            await WriteAsync(context, body => ConversationJson.WriteDeleted(id, body));
        })).ShortCircuit().WithMetadata(OpenAiErrors.Instance);
    }

    private static (string Model, string? System) ReadNew(TextRequest request, ModelRepository models, string owner)
    {
        var fields = new Fields(request.Json);
        var model = fields.RequireText("model", "the name of a model, as GET /v1/models lists them");
        var system = fields.Text("system");
        fields.RefuseRest();
        var served = models.Find(model).Find(null, owner);
        if (served is not ({ Generator.Template: not null } or { Intents: not null }))
            throw fields.Refuse("model", $"model '{model}' has no chat template, and so no conversations");
        if (system is not null && served.Generator is { } generator)
            RequireSystem(fields, model, generator, system);
        return (model, system);
    }

    /// <summary>What every answer would be refused for is refused now.</summary>
    private static void RequireSystem(Fields fields, string model, TextGenerator generator, string system)
    {
        try
        {
            var call = new GenerationCall(model) { PromptField = "system", Messages = [new("system", system), new("user", "?")] };
            TextJobs.Create(call, model, generator, TextTier.Unlimited, default);
        }
        catch (ProtocolException refusal)
        {
            throw fields.Refuse("system", refusal.Message.Replace("messages[0].content", "system", StringComparison.Ordinal));
        }
    }

    private static async Task AppendAsync(
        TextRequest request, Conversation conversation, ModelRepository models, ConversationStore store, GenerationHandler generation)
    {
        var fields = new Fields(request.Json);
        var said = new ChatMessage("user", fields.RequireText("content"));
        var most = CommonFields.MaxTokens(fields, "max_tokens");
        var isStreamed = fields.Flag("stream") ?? false;
        var call = new GenerationCall(conversation.Model)
        {
            PromptField = "content",
            MaxTokens = most,
            Sampling = CommonFields.Sampling(fields),
            Stops = CommonFields.Stops(fields),
            IsStreamed = isStreamed,
            IncludesUsage = CommonFields.IncludesUsage(fields, isStreamed),
        };
        fields.RefuseRest();
        ChatMessage[] all = [.. conversation.Messages, said];
        // Of the version that this owner gets, which may not be that of others
        var version = models.Find(conversation.Model).Find(null, OwnerOf(request.Context));
        var (kept, dropped) = version.Generator is { Template: not null } generator
            ? ConversationWindow.Cut(all, generator, most)
            : (all, 0);
        request.Context.Response.Headers[DroppedHeader] = $"{dropped}";
        await generation.AnswerAsync(
            request, new ConversationAnswer(text => store.AppendAsync(conversation, said, new ChatMessage("assistant", text))),
            call with { Messages = kept });
    }

    private static async Task<Conversation> FindAsync(ConversationStore store, HttpContext context)
        => await store.FindAsync(OwnerOf(context), IdOf(context)) ?? throw NotFound(IdOf(context));

    private static ProtocolException NotFound(string id)
        => new(Fault.NotFound, $"conversation '{Quote.Short(id)}' not found") { Code = "not_found" };

    private static string OwnerOf(HttpContext context) => context.Request.Headers[GatewayHeaders.Subscription].ToString();

    private static string IdOf(HttpContext context) => (string)context.GetRouteValue("id")!;

    private static void RequireOn(bool isOn)
    {
        if (!isOn)
            throw new ProtocolException(
                Fault.NotFound,
                $"no conversations are kept here; the setting {ConversationOptions.Section}:{nameof(ConversationOptions.Database)} "
                + "says where to")
            { Code = "not_found" };
    }

    private static Task AnswerAsync(HttpContext context, int status, Conversation conversation, bool withMessages)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, body => ConversationJson.Write(conversation, withMessages, body));
    }

    private static async Task WriteAsync(HttpContext context, Action<PooledBytes> write)
    {
        using var body = new PooledBytes();
        write(body);
        await ResponseBody.WriteAsync(context, body, ContentTypes.Json);
    }
}
