using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Hosting;

/// <summary>One conversation under the host's care: it is begun, watched for idleness, and closed once, with its reason.</summary>
[SuppressMessage("Design", "CA1001", Justification = "RunAsync closes the wire; the token source has neither timer nor handle.")]
internal sealed class HostedConversation
{
    private readonly CancellationTokenSource _cut = new();
    private readonly ConnectionRecord? _record;
    private readonly Wire _socket;
    private readonly LimitedWire _wire;
    private readonly Conversation _conversation;
    private readonly HostOptions _options;
    private readonly ILogger _log;
    private readonly bool _isRefused;
    private long _stillSince;
    private bool _wasStill;

    public HostedConversation(Wire wire, HostOptions options, ILogger log)
    {
        _record = options.Recorder?.Open(ObservedSide.Server, options.Codec);
        _record?.Opened($"{wire.RemoteEndPoint} to {wire.LocalEndPoint}", options.Service);
        _socket = _record?.Wrap(wire) ?? wire;
        if (options.Faults?.Next() is { } faulty)
        {
            _isRefused = faulty.IsRefused;
            if (_isRefused)
            {
                faulty.Refuse(_record);
            }
            else
            {
                _socket = faulty.Wrap(_socket, ObservedSide.Server, options.FaultCodec, _record);
            }
        }

        _wire = new LimitedWire(_socket);
        _conversation = new Conversation(_wire, log, options.Time, _cut.Token);
        _options = options;
        _log = log;
    }

    /// <summary>Ends when the conversation is closed; never fails unless the server itself can't go on.</summary>
    public async Task RunAsync(IServer server)
    {
        HostLog.Connected(_log, _conversation.Client);
        var (reason, detail) = (CloseReason.Failed, (string?)null);
        try
        {
            if (_isRefused)
            {
                throw Refused();
            }

            await server.ServeAsync(_conversation);
            reason = _wire.EndedBy ?? (_wire.PeerFinished ? CloseReason.PeerFinished : CloseReason.Finished);
        }
        catch (WireException ended)
        {
            (reason, detail) = (_wire.EndedBy ?? ended.Reason, ended.Message);
        }
        catch (OperationCanceledException) when (_cut.IsCancellationRequested)
        {
            reason = _wire.EndedBy ?? CloseReason.Aborted;
        }
        catch (Exception error) when (error is not ServerFaultException)
        {
            HostLog.Failed(_log, error, _conversation.Client);
        }
        finally
        {
            await CloseAsync(reason, detail);
            Report(reason, detail);
        }
    }

    /// <summary>Applies the idle limit: FIN first, RST if that does not end it.</summary>
    public void Sweep()
    {
        if (!_wire.StandsStill())
        {
            _wasStill = false;
            return;
        }

        if (!_wasStill)
        {
            _wasStill = true;
            _stillSince = _options.Time.GetTimestamp();
            return;
        }

        var still = _options.Time.GetElapsedTime(_stillSince);
        if (still >= _options.IdleLimit + _options.LingerLimit)
        {
            _wire.EndReceiving(CloseReason.Idle);
            CutOff();
        }
        else if (still >= _options.IdleLimit && _wire.EndedBy is null)
        {
            _record?.TimedOut(Direction.ToServer, $"nothing moved for {_options.IdleLimit.TotalSeconds:0.###} s");
            _wire.EndReceiving(CloseReason.Idle);
        }
    }

    public void Stop() => _wire.EndAtRest(CloseReason.Stopped);

    public void CutOff()
    {
        _wire.Abort();

        // Not Cancel: what a server has registered runs, and fails, on its own time and not on the host's.
        _ = _cut.CancelAsync();
    }

    private async Task CloseAsync(CloseReason reason, string? detail)
    {
        if (reason == CloseReason.Failed)
        {
            _wire.Abort();
        }
        else if (reason is not (CloseReason.PeerReset or CloseReason.Aborted or CloseReason.Lost))
        {
            await FinishAsync();
        }

        _record?.Closed(reason, detail);
        await _wire.DisposeAsync();
    }

    /// <summary>The client is connected already; RST is the nearest to a refusal that is left.</summary>
    private WireException Refused()
    {
        _wire.Abort();
        return new WireException(CloseReason.Aborted, "refused on purpose");
    }

    /// <summary>
    /// Says FIN, then waits for the peer's and throws away what comes before it: closing over unread bytes would send RST.
    /// </summary>
    private async Task FinishAsync()
    {
        if (!await TryFinishSendingAsync())
        {
            _socket.Abort();
            return;
        }

        using var limit = new CancellationTokenSource(_options.LingerLimit, _options.Time);
        var scrap = ArrayPool<byte>.Shared.Rent(4 * 1024);
        try
        {
            await _wire.Left.WaitAsync(limit.Token);
            while (!_wire.PeerFinished && await _socket.ReceiveAsync(scrap, limit.Token) > 0)
            {
                limit.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            _socket.Abort();
        }
        catch (WireException)
        {
            // The peer ended it its own way; all had been said.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scrap);
        }
    }

    /// <summary>Says FIN. It takes time only where faults hold back what goes before it; the limit for the peer begins after that.</summary>
    private async Task<bool> TryFinishSendingAsync()
    {
        using var limit = new CancellationTokenSource(_options.IdleLimit, _options.Time);
        await using var cut = _cut.Token.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        try
        {
            await _socket.FinishAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (WireException)
        {
            // The peer ended it its own way; receiving tells.
            return true;
        }
    }

    private void Report(CloseReason reason, string? detail)
    {
        if (detail is null)
        {
            HostLog.Ended(_log, _conversation.Client, HostLog.Words(reason), _wire.Received, _wire.Sent);
        }
        else
        {
            HostLog.Broke(_log, _conversation.Client, HostLog.Words(reason), detail, _wire.Received, _wire.Sent);
        }
    }
}
