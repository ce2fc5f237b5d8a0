namespace Tincan.Faults.Stages;

/// <summary>
/// Does one fault to one direction of one connection. It is told what comes and what time it is, and hands on what is let go; nothing in it
/// waits, so the same bytes at the same times get the same faults.
/// </summary>
internal abstract class FaultStage : IChunkTaker
{
    /// <summary>The time of what is held until the fault is healed.</summary>
    protected static readonly TimeSpan Never = Moment.Never;

    private readonly Queue<(Chunk Chunk, TimeSpan At)> _held = new();

    protected FaultStage(StageContext context)
    {
        Context = context;
        FaultTrigger = new FaultTrigger(context);
    }

    /// <summary>Who is handed what is let go; set by the lane.</summary>
    public IChunkTaker Next { get; set; } = null!;

    public bool IsHealed { get; private set; }

    /// <summary>When something is to be done next, whether anything comes or not.</summary>
    public TimeSpan Due => IsHealed ? Never : HeldUntil.Sooner(FaultTrigger.EndsAt).Sooner(Context.HealsAt).Sooner(OwnDue);

    /// <summary>How many bytes more may come now. What does not fit waits at the sender.</summary>
    public virtual long Room => long.MaxValue;

    /// <summary>What it takes to hold what is held.</summary>
    public long Weight { get; private set; }

    public bool HoldsAnything => _held.Count > 0;

    /// <summary>Something is held and no time will let it go.</summary>
    public virtual bool IsStuck => HoldsAnything && Due == Never;

    public StageContext Context { get; }

    protected FaultTrigger FaultTrigger { get; }

    protected TimeSpan Now => Context.Now;

    /// <summary>When the stage itself has something to do.</summary>
    protected virtual TimeSpan OwnDue => Never;

    /// <summary>When the last thing that came is handed on.</summary>
    protected TimeSpan LastAt { get; private set; }

    private TimeSpan HeldUntil => _held.TryPeek(out var first) ? first.At : Never;

    /// <summary>The connection is open, or the fault is new on it.</summary>
    public virtual void Open()
    {
    }

    public void Take(Chunk chunk)
    {
        if (IsHealed)
        {
            Next.Take(chunk);
        }
        else if (chunk.Kind == ChunkKind.Bytes)
        {
            foreach (var (part, isMet) in FaultTrigger.Sort(chunk))
            {
                if (isMet)
                {
                    Met(part);
                }
                else
                {
                    Missed(part);
                }
            }
        }
        else
        {
            Ended(chunk);
        }
    }

    /// <summary>Does what is due.</summary>
    public void Tick()
    {
        if (IsHealed)
        {
            return;
        }

        if (FaultTrigger.EndsAt <= Now || Context.HealsAt <= Now)
        {
            Heal();
            return;
        }

        if (OwnDue <= Now)
        {
            Do();
        }

        while (_held.TryPeek(out var first) && first.At <= Now)
        {
            LetFirst();
        }
    }

    /// <summary>Lets go of everything, and of what comes from now on.</summary>
    public virtual void Heal()
    {
        IsHealed = true;
        LetAll();
    }

    /// <summary>Bytes that the fault is done to.</summary>
    protected abstract void Met(Chunk chunk);

    /// <summary>Bytes that it is not done to.</summary>
    protected virtual void Missed(Chunk chunk) => Let(chunk, Now);

    /// <summary>An ending, of the peer's or of another fault's.</summary>
    protected virtual void Ended(Chunk chunk) => End(chunk, Now);

    /// <summary>What <see cref="OwnDue"/> asked for.</summary>
    protected virtual void Do()
    {
    }

    /// <summary>Hands something on at its time, behind all that came before it.</summary>
    /// <returns>When that is.</returns>
    protected TimeSpan Let(Chunk chunk, TimeSpan at)
    {
        LastAt = at > LastAt ? at : LastAt;
        if (_held.Count == 0 && LastAt <= Now)
        {
            Next.Take(chunk);
        }
        else
        {
            _held.Enqueue((chunk, LastAt));
            Weight += chunk.Weight;
        }

        return LastAt;
    }

    /// <summary>Hands an ending on at its time. That a connection broke is not held for ever.</summary>
    protected void End(Chunk chunk, TimeSpan at)
    {
        if (chunk.Kind == ChunkKind.Broken && (LastAt == Never || at == Never))
        {
            // What would be held for ever is lost with the connection.
            LastAt = Now;
            foreach (var (held, heldUntil) in TakeAll())
            {
                if (heldUntil != Never)
                {
                    Let(held, heldUntil);
                }
            }

            at = Now;
        }

        Let(chunk, at);
    }

    /// <summary>Hands on all that is held, now.</summary>
    protected void LetAll()
    {
        while (_held.Count > 0)
        {
            LetFirst();
        }

        LastAt = Now;
    }

    /// <summary>What is held, in order; it is held no more.</summary>
    protected List<Chunk> TakeBack()
    {
        LastAt = Now;
        return TakeAll().ConvertAll(static held => held.Chunk);
    }

    protected void Tell(long offset, string text) => Context.Tell(offset, text);

    private void LetFirst()
    {
        var (chunk, _) = _held.Dequeue();
        Weight -= chunk.Weight;
        Next.Take(chunk);
    }

    private List<(Chunk Chunk, TimeSpan At)> TakeAll()
    {
        List<(Chunk, TimeSpan)> all = [.. _held];
        _held.Clear();
        Weight = 0;
        return all;
    }
}
