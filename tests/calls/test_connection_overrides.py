"""Connection overrides in the fragment of a webhook's URL: Twilio obeys them, and neither sends nor signs them."""

from ivr.workflows.route_calls import PATIENCE
from tests.calls.world import HOTLINE, World


def test_a_patient_number_is_answered_like_any_other(world: World) -> None:
    number = world.network.numbers[HOTLINE]
    number.voice_url += PATIENCE
    number.status_callback += PATIENCE

    world.dials().hears("Anda terhubung dengan").hangs_up().ends()

    world.network.assert_faultless()
    assert world.record()["disposition"] == "abandoned"
