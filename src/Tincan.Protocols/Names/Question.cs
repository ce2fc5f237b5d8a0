using Microsoft.Extensions.Logging;

namespace Tincan.Protocols.Names;

/// <summary>A client's question, which goes to all table servers at once.</summary>
internal sealed class Question
{
    private readonly TaskCompletionSource<byte[]?> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private byte[]? _miss;
    private int _waitingFor;

    /// <summary>Makes a question.</summary>
    /// <param name="name">The name.</param>
    /// <param name="dialect">The client's dialect.</param>
    /// <param name="servers">The number of table servers.</param>
    /// <param name="log">The log for problems.</param>
    /// <param name="over">Cancelled at the deadline or when the conversation ends.</param>
    public Question(byte[] name, Dialect dialect, int servers, ILogger log, CancellationToken over)
    {
        (Name, Dialect, Log, Over, _waitingFor) = (name, dialect, log, over, servers);
        Connections = new TableConnection?[servers];
        over.UnsafeRegister(static question => ((Question)question!).GiveUp(), this);
    }

    public byte[] Name { get; }

    public Dialect Dialect { get; }

    public ILogger Log { get; }

    public CancellationToken Over { get; }

    /// <summary>The connection for each table server, guarded by the lock of that <see cref="Upstream"/>.</summary>
    public TableConnection?[] Connections { get; }

    /// <summary>The answer; null if none came in time.</summary>
    public Task<byte[]?> Settled => _settled.Task;

    public bool IsOpen => !_settled.Task.IsCompleted;

    /// <summary>Takes a table server's answer. The first record wins; if all servers answer that the name is unknown, that is the answer.</summary>
    public void Take(byte[] answer, bool found)
    {
        lock (_lock)
        {
            if (!found)
            {
                _miss ??= answer;
                if (--_waitingFor > 0)
                {
                    return;
                }

                answer = _miss;
            }
        }

        _settled.TrySetResult(answer);
    }

    private void GiveUp()
    {
        lock (_lock)
        {
            _settled.TrySetResult(_miss);
        }
    }
}
