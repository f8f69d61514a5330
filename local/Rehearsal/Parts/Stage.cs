using System.Security.Cryptography;
using Platform.Payments.PayPal;
using Platform.Rehearsal.Cast;
using Platform.Rehearsal.Clocks;
using Platform.Rehearsal.Databases;

namespace Platform.Rehearsal.Parts;

/// <summary>All parts of the platform on this machine, in a folder that is gone afterwards.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string WebhookId = "WH-REHEARSAL";

    /// <summary>The gateway's service, as the resource manager has it.</summary>
    public const string Management =
        "/subscriptions/rehearsal/resourceGroups/rehearsal/providers/Microsoft.ApiManagement/service/rehearsal";

    private static readonly DateTimeOffset _begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rehearsal-");
    private readonly string _secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly RehearsalOptions _options;
    private readonly IRehearsalDatabase _database;

    private Stage(RehearsalOptions options, IRehearsalDatabase? database)
    {
        (_options, Offer) = (options, Offer.Read(options.Plan));
        _database = database ?? new SqliteFile(_folder.FullName);
        Clock = new DrivenClock(ClockFile.Create(At("clock"), _begin - TimeProvider.System.GetUtcNow()));
        Certificates.Write(_folder.FullName, Offer.ServerHost);
        Model.CopyTo(At("models"));
        File.WriteAllText(At("plans.json"), Offer.Plans.ToJsonString());
        Servers = [.. Enumerable.Range(1, 2).Select(number => New(PartKind.Server, $"server-{number}", ServerSettings()))];
        Balancer = new Balancer(Servers);
        Gateway = New(PartKind.Gateway, PartKind.Gateway, GatewaySettings());
        Payments = New(PartKind.Payments, PartKind.Payments, new() { ["urls"] = "http://127.0.0.1:0" });
    }

    public static DateTimeOffset Begin => _begin;

    public Offer Offer { get; }

    public DrivenClock Clock { get; }

    public IReadOnlyList<Part> Servers { get; }

    public Balancer Balancer { get; }

    public Part Gateway { get; }

    public Part Payments { get; }

    /// <summary>There once the payment provider is.</summary>
    public Part Billing { get; private set; } = null!;

    public Platform.Billing.Data.Database Database => _database.Open;

    public string ManagementToken { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public string Usage => At("usage");

    public string Folder => _folder.FullName;

    /// <summary>Left where it is, for whoever looks for what went wrong.</summary>
    public bool IsKept { get; set; }

    /// <exception cref="RehearsalException">A part does not start, or there is no such database.</exception>
    public static async Task<Stage> SetAsync(RehearsalOptions options, CancellationToken cancellationToken)
    {
        var stage = new Stage(options, options.Database == RehearsalOptions.Postgres ? await DebianPostgres.StartAsync() : null);
        try
        {
            await Task.WhenAll([
                stage.Payments.StartAsync(cancellationToken), stage.Gateway.StartAsync(cancellationToken),
                .. stage.Servers.Select(server => server.StartAsync(cancellationToken)),
            ]);
            stage.Billing = stage.New(PartKind.Billing, PartKind.Billing, stage.BillingSettings());
            await stage.Billing.StartAsync(cancellationToken);
            return stage;
        }
        catch
        {
            stage.IsKept = true;
            await stage.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in (IEnumerable<Part?>)[Billing, Gateway, Payments, .. Servers])
            if (part is not null)
                await part.DisposeAsync();
        await Balancer.DisposeAsync();
        await _database.DisposeAsync();
        Clock.Dispose();
        if (!IsKept)
            _folder.Delete(recursive: true);
    }

    private Part New(string kind, string name, Dictionary<string, string> settings) => new(kind, _folder.FullName, name, settings);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Each answer is metered on disk before it is given.</summary>
    private Dictionary<string, string> ServerSettings() => new()
    {
        ["Urls"] = "", ["Kestrel:Endpoints:Https:Url"] = "https://127.0.0.1:0",
        ["Kestrel:Endpoints:Https:Certificate:Path"] = At(Certificates.Server),
        ["Kestrel:Endpoints:Https:Certificate:KeyPath"] = At(Certificates.ServerKey), ["Gateway:Secret"] = _secret,
        ["Models:Root"] = At("models"), ["Models:Default"] = Model.Name,
        ["Models:WatchMilliseconds"] = "0", ["Usage:Path"] = Usage, ["Usage:FlushBeforeResponse"] = "true",
        ["Limits:DrainDelayMilliseconds"] = "0",
    };

    private Dictionary<string, string> GatewaySettings() => new()
    {
        ["urls"] = "http://127.0.0.1:0", ["Gateway:Plan"] = Path.GetFullPath(_options.Plan),
        ["Gateway:Authority"] = At(Certificates.Authority),
        [$"Gateway:Hosts:{Offer.ServerHost}"] = Balancer.Place, ["Gateway:NamedValues:gateway-secret"] = _secret,
        ["Gateway:Management:Token"] = ManagementToken,
        ["Gateway:Management:Snapshot"] = At("gateway.json"),
    };

    /// <summary>A jump of the clock makes billing work, not the passing of the machine's time.</summary>
    private Dictionary<string, string> BillingSettings() => new()
    {
        ["urls"] = "http://127.0.0.1:0", ["Billing:Database"] = _database.Setting, ["Billing:Usage"] = Usage,
        ["Billing:Plans"] = At("plans.json"),
        ["Billing:Instance"] = "rehearsal", ["PayPal:Address"] = Payments.Address!.AbsoluteUri,
        ["PayPal:ClientId"] = PayPalEndpoints.ClientId,
        ["PayPal:ClientSecret"] = PayPalEndpoints.ClientSecret, ["PayPal:WebhookId"] = WebhookId,
        ["PayPal:CertificateHost"] = Payments.Address.Host,
        ["Gateway:Service"] = new Uri(Gateway.Address!, Management).AbsoluteUri, ["Gateway:Token"] = ManagementToken,
    };
}
