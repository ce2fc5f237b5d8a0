using System.Threading.Tasks.Sources;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>A wire that allocates nothing: what arrives is received on the test's thread, inside of the call, and what is sent stays here until the test takes it.</summary>
/// <param name="port">The port of this end; the peer's is the next one.</param>
internal class DrivenWire(int port = 1) : Wire, IValueTaskSource<int>, IValueTaskSource
{
    private readonly byte[] _arrived = new byte[4096];
    private readonly byte[] _sent = new byte[4096];
    private ManualResetValueTaskSourceCore<int> _arrival;
    private bool _isWaiting;
    private bool _isEnded;
    private int _arrivedLength;
    private int _sentLength;

    public override EndPoint LocalEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, port);

    public override EndPoint RemoteEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, port + 1);

    /// <summary>What was sent and not taken.</summary>
    public ReadOnlySpan<byte> Sent => _sent.AsSpan(0, _sentLength);

    /// <summary>Forgets the beginning of what was sent.</summary>
    public void Take(int count)
    {
        _sent.AsSpan(count.._sentLength).CopyTo(_sent);
        _sentLength -= count;
    }

    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_arrived.AsSpan(_arrivedLength));
        _arrivedLength += bytes.Length;
        Continue();
    }

    /// <summary>The peer's FIN arrives.</summary>
    public void End()
    {
        _isEnded = true;
        Continue();
    }

    public override ValueTask WaitForDataAsync(CancellationToken cancel = default)
    {
        if (_arrivedLength > 0 || _isEnded)
        {
            return ValueTask.CompletedTask;
        }

        _arrival.Reset();
        _isWaiting = true;
        return new(this, _arrival.Version);
    }

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        var count = _arrivedLength;
        _arrived.AsSpan(0, count).CopyTo(buffer.Span);
        _arrivedLength = 0;
        return new(count);
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        bytes.Span.CopyTo(_sent.AsSpan(_sentLength));
        _sentLength += bytes.Length;
        OnSent();
        return ValueTask.CompletedTask;
    }

    public override ValueTask FinishAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

    public override void Abort()
    {
        // Nobody waits for it.
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public int GetResult(short token) => _arrival.GetResult(token);

    void IValueTaskSource.GetResult(short token) => _arrival.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _arrival.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _arrival.OnCompleted(continuation, state, token, flags);

    /// <summary>What the peer does with what was sent.</summary>
    protected virtual void OnSent()
    {
    }

    private void Continue()
    {
        if (_isWaiting)
        {
            _isWaiting = false;
            _arrival.SetResult(0);
        }
    }
}
