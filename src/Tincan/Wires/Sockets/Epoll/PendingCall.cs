using System.Runtime.Versioning;
using System.Threading.Tasks.Sources;

namespace Tincan.Wires.Sockets.Epoll;

/// <summary>A receive or send that waits until the socket is ready. A wire has one of each, and reuses it; it is the lock of its direction.</summary>
[SupportedOSPlatform("linux")]
internal abstract class PendingCall : IValueTaskSource<int>, IValueTaskSource
{
    private static readonly Action<object?, CancellationToken> OnCancelled = static (call, token) => ((PendingCall)call!).Cancel(token);

    private ManualResetValueTaskSourceCore<int> _result;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancel;
    private bool _isPending;

    /// <param name="completesInline">Whether what awaits it continues on the thread that completes it; otherwise on the thread pool.</param>
    protected PendingCall(bool completesInline) => _result.RunContinuationsAsynchronously = !completesInline;

    /// <summary>Whether the socket is closed, or about to be.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Completes the wait if the socket is ready.</summary>
    public void Continue()
    {
        int count;
        CancellationTokenRegistration registration;
        WireException? error = null;
        lock (this)
        {
            count = 0;
            if (!_isPending || (IsClosed ? (error = WireException.Aborted()) is null : !TryComplete(out count, out error)))
            {
                return;
            }

            _isPending = false;
            registration = _registration;
        }

        registration.Unregister();
        if (error is null)
        {
            _result.SetResult(count);
        }
        else
        {
            _result.SetException(error);
        }
    }

    public int GetResult(short token) => _result.GetResult(token);

    void IValueTaskSource.GetResult(short token) => _result.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _result.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    /// <summary>Does what is waited for, if the socket is ready.</summary>
    protected abstract bool TryComplete(out int count, out WireException? error);

    /// <summary>Why a call fails at once; null if it does not.</summary>
    protected Exception? Refusal(CancellationToken cancel) =>
        IsClosed ? WireException.Aborted() : cancel.IsCancellationRequested ? new OperationCanceledException(cancel) : null;

    /// <summary>Begins to wait. The caller has the lock.</summary>
    protected short Begin(CancellationToken cancel)
    {
        _result.Reset();
        _isPending = true;
        _cancel = cancel;

        // Cancelled meanwhile, it calls back at once, on this thread, which has the lock.
        _registration = cancel.UnsafeRegister(OnCancelled, this);
        return _result.Version;
    }

    private void Cancel(CancellationToken token)
    {
        lock (this)
        {
            // The call may have completed meanwhile, and another may wait.
            if (!_isPending || _cancel != token)
            {
                return;
            }

            _isPending = false;
        }

        _result.SetException(new OperationCanceledException(token));
    }
}
