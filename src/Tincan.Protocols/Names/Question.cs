using System.Threading.Tasks.Sources;
using Microsoft.Extensions.Logging;

namespace Tincan.Protocols.Names;

/// <summary>The question of a client, which goes to all table servers at once. A client asks one at a time, so the object and its memory are reused.</summary>
/// <param name="servers">The number of table servers.</param>
/// <param name="log">The log for problems.</param>
internal sealed class Question(int servers, ILogger log) : IValueTaskSource<bool>
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _name = new(64);
    private readonly ArrayBufferWriter<byte> _answer = new(64);
    private readonly ArrayBufferWriter<byte> _miss = new(64);
    private ManualResetValueTaskSourceCore<bool> _settled;
    private int _waitingFor;
    private bool _isOpen;

    public ReadOnlySpan<byte> Name => _name.WrittenSpan;

    public Dialect Dialect { get; private set; }

    public ILogger Log { get; } = log;

    /// <summary>The connection for each table server, guarded by the lock of that <see cref="Upstream"/>.</summary>
    public TableConnection?[] Connections { get; } = new TableConnection?[servers];

    /// <summary>Whether it waits for an answer on the shared connection of each table server, guarded like <see cref="Connections"/>.</summary>
    public bool[] IsShared { get; } = new bool[servers];

    /// <summary>Completes with the answer, or without one if none came in time.</summary>
    /// <returns>Whether there is an answer.</returns>
    public ValueTask<bool> Settled => new(this, _settled.Version);

    /// <summary>The answer; valid until the next question.</summary>
    public ReadOnlySpan<byte> Answer => _answer.WrittenSpan;

    public bool IsOpen => Volatile.Read(ref _isOpen);

    /// <summary>Whether the question has an answer. <see cref="Settled"/> completes after that.</summary>
    public bool IsAnswered
    {
        get
        {
            lock (_lock)
            {
                return !_isOpen && _answer.WrittenCount > 0;
            }
        }
    }

    /// <summary>Begins a question.</summary>
    /// <param name="name">The name, which is copied.</param>
    /// <param name="dialect">The client's dialect.</param>
    public void Begin(ReadOnlySpan<byte> name, Dialect dialect)
    {
        _settled.Reset();
        _name.ResetWrittenCount();
        _answer.ResetWrittenCount();
        _miss.ResetWrittenCount();
        _name.Write(name);
        (Dialect, _waitingFor) = (dialect, servers);
        Volatile.Write(ref _isOpen, true);
    }

    /// <summary>Takes a table server's answer. The first record wins; if all servers answer that the name is unknown, that is the answer.</summary>
    /// <param name="cut">The answer, for this name.</param>
    /// <param name="bytes">The bytes with the answer, which is copied.</param>
    /// <returns>Whether the question is settled by it: then call <see cref="Complete"/>, without a lock.</returns>
    public bool TryTake(AnswerCut cut, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (!_isOpen)
            {
                return false;
            }

            if (Protocols.Names.Answer.IsMiss(cut.Body(bytes)))
            {
                if (_miss.WrittenCount == 0)
                {
                    cut.CopyTo(_miss, bytes);
                }

                return --_waitingFor == 0 && Close(_miss.WrittenSpan);
            }

            cut.CopyTo(_answer, bytes);
            return Close(default);
        }
    }

    /// <summary>Settles the question with a miss, or without an answer.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            if (!_isOpen)
            {
                return;
            }

            Close(_miss.WrittenSpan);
        }

        Complete();
    }

    /// <summary>Completes <see cref="Settled"/>: the client is answered before this returns.</summary>
    public void Complete() => _settled.SetResult(_answer.WrittenCount > 0);

    public bool GetResult(short token) => _settled.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _settled.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _settled.OnCompleted(continuation, state, token, flags);

    private bool Close(ReadOnlySpan<byte> answer)
    {
        _answer.Write(answer);
        Volatile.Write(ref _isOpen, false);
        return true;
    }
}
