using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class SwizzleStage : FaultStage
{
    private bool _isStopped;

    public SwizzleStage(StageContext context, Swizzler swizzler)
        : base(context)
    {
        if (context.IsConnectionChosen)
        {
            swizzler.Add(this);
        }
    }

    /// <summary>Its turn to go on comes.</summary>
    public override bool IsStuck => false;

    public override void Heal()
    {
        _isStopped = false;
        base.Heal();
    }

    public void Stop()
    {
        if (!IsHealed && FaultTrigger.IsMet)
        {
            _isStopped = true;
            FaultTrigger.Begin();
            Tell(Context.Offset, "stopped");
        }
    }

    public void GoOn()
    {
        if (_isStopped)
        {
            _isStopped = false;
            Tell(Context.Offset, "goes on");
            LetAll();
        }
    }

    protected override void Met(Chunk chunk) => Let(chunk, _isStopped ? Never : Now);

    protected override void Missed(Chunk chunk) => Met(chunk);

    protected override void Ended(Chunk chunk) => Met(chunk);
}
