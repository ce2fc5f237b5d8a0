using Tincan.Hosting;

namespace Tincan.Protocols.Names;

/// <summary>Asks all table servers for one client, one question at a time. It reuses its question and its timers, so it allocates nothing for a question.</summary>
/// <param name="upstreams">The table servers.</param>
/// <param name="deadline">How long to wait for an answer.</param>
/// <param name="conversation">The client.</param>
internal sealed class Inquiry(Upstream[] upstreams, TimeSpan deadline, Conversation conversation) : IAsyncDisposable
{
    /// <summary>
    /// A table server is silent if it takes line ends for a part of the name, if it waits for a line end, or if it has read two names as one. It is asked again
    /// after this part of the deadline, and once more after half of it.
    /// </summary>
    private const double PartUntilAgain = 0.1;
    private const double PartBetween = 0.4;

    /// <summary>Timers of .NET may fire a little early, and count milliseconds.</summary>
    private static readonly TimeSpan TimerTick = TimeSpan.FromMilliseconds(1);

    private Question? _question;
    private bool _isReusable;
    private CancellationTokenRegistration _abort;
    private ITimer? _over;
    private ITimer? _again;
    private long _began;

    /// <summary>The name of the last question.</summary>
    public ReadOnlySpan<byte> Name => _question!.Name;

    /// <summary>The answer to the last question, if it had one. Valid until the next question.</summary>
    public ReadOnlySpan<byte> Answer => _question!.Answer;

    private TimeSpan Elapsed => conversation.Time.GetElapsedTime(Volatile.Read(ref _began));

    /// <summary>Asks all table servers. A server that is unreachable counts as silent.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="dialect">The client's dialect.</param>
    /// <returns>Whether there is an <see cref="Answer"/>; false if none came before the deadline.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> AskAsync(ReadOnlyMemory<byte> name, Dialect dialect)
    {
        var question = Begin(name.Span, dialect);
        foreach (var upstream in upstreams)
        {
            upstream.Ask(question);
        }

        var mayAskAgain = MayAskAgain(question);
        if (mayAskAgain)
        {
            _again ??= NewTimer(static inquiry => ((Inquiry)inquiry!).AskAgain());
            _again.Change(deadline * PartUntilAgain, deadline * PartBetween);
        }

        var isAnswered = await question.Settled;
        _over!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (mayAskAgain)
        {
            _again!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        // Answers that arrive later are dropped.
        foreach (var upstream in upstreams)
        {
            _isReusable &= upstream.Release(question);
        }

        if (!isAnswered)
        {
            NamesLog.TimedOut(conversation.Log, deadline.TotalSeconds);
        }

        return isAnswered;
    }

    public async ValueTask DisposeAsync()
    {
        await _abort.DisposeAsync();
        _over?.Dispose();
        _again?.Dispose();
    }

    private Question Begin(ReadOnlySpan<byte> name, Dialect dialect)
    {
        if (_over is null)
        {
            _over = NewTimer(static inquiry => ((Inquiry)inquiry!).CheckDeadline());
            _abort = conversation.Aborted.UnsafeRegister(static inquiry => ((Inquiry)inquiry!)._question?.GiveUp(), this);
        }

        if (!_isReusable)
        {
            _question = new Question(upstreams.Length, conversation.Log);
            _isReusable = true;
        }

        Volatile.Write(ref _began, conversation.Time.GetTimestamp());
        _over.Change(deadline, Timeout.InfiniteTimeSpan);
        _question!.Begin(name, dialect);
        if (conversation.Aborted.IsCancellationRequested)
        {
            // The registration may have seen the question before this one.
            _question.GiveUp();
        }

        return _question;
    }

    private bool MayAskAgain(Question question)
    {
        var may = false;
        foreach (var upstream in upstreams)
        {
            may |= upstream.MayBeAskedAgain(question);
        }

        return may;
    }

    private void CheckDeadline()
    {
        // A question may be answered, and the next one begin, while the timer fires.
        var left = deadline - Elapsed;
        if (left > TimeSpan.Zero)
        {
            _over!.Change(left + TimerTick, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _question!.GiveUp();
        }
    }

    private void AskAgain()
    {
        if (Elapsed < deadline * (PartUntilAgain / 2))
        {
            return;
        }

        foreach (var upstream in upstreams)
        {
            upstream.AskAgain(_question!);
        }
    }

    private ITimer NewTimer(TimerCallback callback) => conversation.Time.CreateTimer(callback, this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
