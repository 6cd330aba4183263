// Where the person is: asked for only when they say so, rounded, never stored here.

export function position() {
  return new Promise((resolve) => {
    if (!navigator.geolocation) {
      resolve(null);
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: round(coords.latitude), longitude: round(coords.longitude) }),
      () => resolve(null),
      { timeout: 15000, maximumAge: 60000 },
    );
  });
}

// Four digits are about ten metres: enough for the nearest lounge, and no more than needed.
const round = (degrees) => Math.round(degrees * 1e4) / 1e4;
