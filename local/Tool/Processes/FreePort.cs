using System.Net;
using System.Net.Sockets;

namespace Platform.Tool.Processes;

/// <summary>A port on loopback that nobody listens on.</summary>
internal static class FreePort
{
    /// <param name="wanted">0 for any.</param>
    public static int Of(int wanted = 0)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, wanted);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            throw new FailedException(
                $"port {wanted} is in use or not allowed; choose another with --port N, or let the system choose with --port 0");
        }
    }
}
