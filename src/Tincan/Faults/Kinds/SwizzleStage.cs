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

    /// <summary>Never: the swizzler will resume it.</summary>
    public override bool IsStuck => false;

    public override void Heal()
    {
        _isStopped = false;
        base.Heal();
    }

    public void Stop()
    {
        if (!IsHealed && FaultTrigger.Applies)
        {
            _isStopped = true;
            FaultTrigger.Begin();
            Report(Context.Offset, "stopped");
        }
    }

    public void Resume()
    {
        if (_isStopped)
        {
            _isStopped = false;
            Report(Context.Offset, "goes on");
            ReleaseAll();
        }
    }

    protected override void Apply(Chunk chunk) => Forward(chunk, _isStopped ? Never : Now);

    protected override void Skip(Chunk chunk) => Apply(chunk);

    protected override void OnEnd(Chunk chunk) => Apply(chunk);
}
