namespace Tincan.Faults.Stages;

/// <summary>
/// Applies one fault to one direction of one connection. It gets bytes and the time, and passes bytes on at once or when they are due. It never
/// waits, so the same bytes at the same times get the same faults.
/// </summary>
internal abstract class FaultStage(StageContext context) : IChunkTaker
{
    /// <summary>The due time of what is held until the fault heals.</summary>
    protected static readonly TimeSpan Never = Moment.Never;

    private readonly Queue<(Chunk Chunk, TimeSpan At)> _held = new();

    /// <summary>The next stage or the output; set by the pipeline.</summary>
    public IChunkTaker Next { get; set; } = null!;

    public bool IsHealed { get; private set; }

    /// <summary>When <see cref="Tick"/> has something to do.</summary>
    public TimeSpan Due => IsHealed ? Never : HeldUntil.Sooner(FaultTrigger.EndsAt).Sooner(Context.HealsAt).Sooner(OwnDue);

    /// <summary>How many more bytes it accepts now. The sender keeps the rest.</summary>
    public virtual long Room => long.MaxValue;

    /// <summary>The weight of what is held.</summary>
    public long Weight { get; private set; }

    public bool HoldsAnything => _held.Count > 0;

    /// <summary>Something is held, and no time will release it.</summary>
    public virtual bool IsStuck => HoldsAnything && Due == Never;

    public StageContext Context { get; } = context;

    protected FaultTrigger FaultTrigger { get; } = new(context);

    protected TimeSpan Now => Context.Now;

    /// <summary>When <see cref="OnDue"/> is to be called.</summary>
    protected virtual TimeSpan OwnDue => Never;

    /// <summary>When the last chunk goes on; nothing may go on before it.</summary>
    protected TimeSpan LastAt { get; private set; }

    private TimeSpan HeldUntil => _held.TryPeek(out var first) ? first.At : Never;

    /// <summary>Called once, when the stage has its position in the pipeline.</summary>
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
            foreach (var (part, applies) in FaultTrigger.Divide(chunk))
            {
                if (applies)
                {
                    Apply(part);
                }
                else
                {
                    Skip(part);
                }
            }
        }
        else
        {
            OnEnd(chunk);
        }
    }

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
            OnDue();
        }

        while (_held.TryPeek(out var first) && first.At <= Now)
        {
            ReleaseFirst();
        }
    }

    /// <summary>Releases everything, and passes on what arrives later.</summary>
    public virtual void Heal()
    {
        IsHealed = true;
        ReleaseAll();
    }

    /// <summary>Handles bytes that the fault applies to.</summary>
    protected abstract void Apply(Chunk chunk);

    /// <summary>Handles bytes that it does not apply to.</summary>
    protected virtual void Skip(Chunk chunk) => Forward(chunk, Now);

    /// <summary>Handles an ending, from the peer or from another fault.</summary>
    protected virtual void OnEnd(Chunk chunk) => End(chunk, Now);

    /// <summary>Called at <see cref="OwnDue"/>.</summary>
    protected virtual void OnDue()
    {
    }

    /// <summary>Passes a chunk on at a time, but not before the chunks before it.</summary>
    /// <returns>When it goes on.</returns>
    protected TimeSpan Forward(Chunk chunk, TimeSpan at)
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

    /// <summary>Passes an ending on at a time. A broken connection is never held forever.</summary>
    protected void End(Chunk chunk, TimeSpan at)
    {
        if (chunk.Kind == ChunkKind.Broken && (LastAt == Never || at == Never))
        {
            // What is held forever is lost with the connection.
            LastAt = Now;
            foreach (var (held, heldUntil) in TakeAll())
            {
                if (heldUntil != Never)
                {
                    Forward(held, heldUntil);
                }
            }

            at = Now;
        }

        Forward(chunk, at);
    }

    protected void ReleaseAll()
    {
        while (_held.Count > 0)
        {
            ReleaseFirst();
        }

        LastAt = Now;
    }

    /// <summary>Removes and returns what is held, in order.</summary>
    protected List<Chunk> TakeHeld()
    {
        LastAt = Now;
        return TakeAll().ConvertAll(static held => held.Chunk);
    }

    protected void Report(long offset, string text) => Context.Report(offset, text);

    private void ReleaseFirst()
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
