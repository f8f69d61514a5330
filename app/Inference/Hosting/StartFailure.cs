using System.Net.Sockets;
using Platform.Inference.Models;
using Platform.Inference.Settings;
using Platform.Inference.Usage;

namespace Platform.Inference.Hosting;

/// <summary>Says in one message why the server cannot start, for the causes that its user can mend.</summary>
internal static class StartFailure
{
    /// <returns>Null for any other exception, which is then a fault of the server and shown whole.</returns>
    public static string? Describe(Exception exception) => exception switch
    {
        ModelLoadException or UsageException or SettingException => exception.Message,
        IOException when exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException =>
            $"{exception.Message.TrimEnd('.')}; choose another with --urls http://127.0.0.1:PORT",
        IOException or SocketException => $"the server cannot listen: {exception.Message}; choose another address with --urls",
        FormatException => $"{exception.Message} Give addresses as --urls http://127.0.0.1:PORT",
        _ => null,
    };
}
