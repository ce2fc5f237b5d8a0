namespace Tincan.Wires.Sockets.Epoll;

/// <summary>A socket that an <see cref="EventLoop"/> watches.</summary>
internal interface IReadySocket
{
    /// <summary>Tells it from an earlier one with the same descriptor. The loop sets it.</summary>
    int Number { get; set; }

    /// <summary>Completes what the socket has become ready for. The loop calls it.</summary>
    /// <param name="events">The events of epoll.</param>
    void OnReady(uint events);
}
