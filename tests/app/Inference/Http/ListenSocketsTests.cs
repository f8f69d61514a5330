using System.Net;
using System.Net.Sockets;
using Platform.Inference.Http;

namespace Platform.Inference.Tests.Http;

public sealed class ListenSocketsTests
{
    [SkippableFact]
    public void RefuseMore_LeavesTheConnectionsThatWereMade_AndMakesNoMore()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux filters what comes to a socket");
        var sockets = new ListenSockets();
        using var listener = sockets.Create(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var before = Connect(listener);

        Assert.True(sockets.RefuseMore());
        using var after = Connect(listener);

        using var accepted = listener.Accept();
        before.Send([7]);
        var received = new byte[1];
        Assert.Equal((1, 7), (accepted.Receive(received), received[0]));
        Assert.False(listener.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectRead), "a connection was made after all");
    }

    [Fact]
    public void RefuseMore_WithASocketThatIsClosed_SaysThatItCannot()
    {
        var sockets = new ListenSockets();
        sockets.Create(new IPEndPoint(IPAddress.Loopback, 0)).Dispose();

        Assert.False(sockets.RefuseMore());
    }

    private static Socket Connect(Socket listener)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        Assert.Equal(SocketError.WouldBlock, Assert.Throws<SocketException>(() => socket.Connect(listener.LocalEndPoint!)).SocketErrorCode);
        return socket;
    }
}
