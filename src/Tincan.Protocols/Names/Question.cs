using Microsoft.Extensions.Logging;

namespace Tincan.Protocols.Names;

/// <summary>A question of one client, which goes to all table servers at once.</summary>
internal sealed class Question
{
    private readonly TaskCompletionSource<byte[]?> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private byte[]? _miss;
    private int _waitingFor;

    /// <summary>Makes a question.</summary>
    /// <param name="name">The name.</param>
    /// <param name="dialect">The dialect that the client asked in.</param>
    /// <param name="servers">How many table servers are asked.</param>
    /// <param name="log">Where to say what goes wrong.</param>
    /// <param name="over">The deadline, or the end of the conversation.</param>
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

    /// <summary>The connection that each table server is asked on; guarded by the lock of that <see cref="Upstream"/>.</summary>
    public TableConnection?[] Connections { get; }

    /// <summary>The answer, or null if nobody gave one in time.</summary>
    public Task<byte[]?> Settled => _settled.Task;

    public bool IsOpen => !_settled.Task.IsCompleted;

    /// <summary>Takes the one answer of a table server. The first record wins; when all have said that they have none, that is the answer.</summary>
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
