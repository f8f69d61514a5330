using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Platform.Gateway.Forwarding;
using Platform.Gateway.Plans;
using Platform.Gateway.Policies;
using Platform.Gateway.Policies.Access;
using Yarp.ReverseProxy.Forwarder;

namespace Platform.Gateway.Hosting;

/// <summary>Makes the gateway that the options describe.</summary>
internal sealed class ModelLoader(GatewayOptions options, IHttpForwarder forwarder, TimeProvider clock, ILogger log)
{
    /// <exception cref="GatewayStartException">The plan or an option is at fault.</exception>
    public GatewayModel Load()
    {
        var plan = PlanDocument.Parse(Read(nameof(options.Plan), options.Plan));
        var tokenKeys = new TokenKeys(options.TokenKeys is null ? null : Read(nameof(options.TokenKeys), options.TokenKeys));
        // How long a backend may take is this machine's time: a jump of the clock ends no call that is under way
        var backends = new YarpForwarder(forwarder, Hosts(), Authority(), TimeProvider.System);
        var services = new GatewayServices(clock, backends, tokenKeys, log);
        var model = new GatewayReader(plan, services, options.NamedValues, _ => NewKey(), new(options.Compiled)).Read();
        AddCustomers(model);
        return model;
    }

    private Dictionary<string, IPEndPoint> Hosts() => options.Hosts.ToDictionary(
        host => host.Key,
        host => IPEndPoint.TryParse(host.Value, out var place) && place.Port > 0 ? place : throw Fault(
            $"{nameof(options.Hosts)}:{host.Key}", host.Value, "an address and a port, as 127.0.0.1:8443"),
        StringComparer.OrdinalIgnoreCase);

    private X509Certificate2? Authority()
    {
        if (options.Authority is null)
            return null;
        try
        {
            return X509Certificate2.CreateFromPem(Read(nameof(options.Authority), options.Authority));
        }
        catch (CryptographicException)
        {
            throw Fault(nameof(options.Authority), options.Authority, "a file with a certificate in PEM");
        }
    }

    private void AddCustomers(GatewayModel model)
    {
        foreach (var (product, key) in options.Customers)
            model.Subscriptions.Put(new(
                $"dev-{product}", $"Development customer of {product}",
                model.Products.ContainsKey(product) ? $"/products/{product}" : throw Fault(
                    nameof(options.Customers), product, $"the plan's products: {string.Join(", ", model.Products.Keys.Order())}"),
                "active", key, NewKey(), clock.GetUtcNow().UtcDateTime));
    }

    private static string Read(string option, string path) => File.Exists(path)
        ? File.ReadAllText(path)
        : throw Fault(option, path, "a file that is there");

    private static GatewayStartException Fault(string option, string given, string allowed)
        => new($"{GatewayOptions.Section}:{option} is '{given}'; allowed: {allowed}");

    private static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
